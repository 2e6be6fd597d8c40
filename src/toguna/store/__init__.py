"""The embedded journal, its tables, full-text search and rulings."""
