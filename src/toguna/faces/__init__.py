"""The command line, the exports and the brief."""
