"""Scores of an export against gold; users can score their own."""
