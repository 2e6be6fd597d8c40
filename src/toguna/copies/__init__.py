"""Documents to lineages: copies, excerpts and rewrites, and the dates that copies lend each other."""
