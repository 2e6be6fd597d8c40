"""toguna reads the press record of a conflict and keeps the record of its peace process."""

__version__ = "0.1.0"
