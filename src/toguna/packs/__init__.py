"""Data of languages, conflicts, outlets and the world, and how to load it; code elsewhere names no party, no word."""
