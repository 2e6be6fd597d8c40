"""Records to state over time: condition histories, the matrix, contradictions, shifts. Never reads text."""
