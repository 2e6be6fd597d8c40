"""Sentences and parties to records, each with the words it rests on."""
