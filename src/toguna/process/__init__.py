"""Records to state over time: condition histories, contradictions, shifts, the matrix at a date."""
