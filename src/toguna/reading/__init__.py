"""Bytes to documents: decoding, main text, residue, title, dates, outlet, agency, byline, dateline."""
