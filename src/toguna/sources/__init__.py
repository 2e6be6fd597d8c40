"""Bytes in: files and folders, HTML, JSON Lines."""
