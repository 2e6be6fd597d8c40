"""Mentions to parties: who each name, description and pronoun means, with or without a pack."""
