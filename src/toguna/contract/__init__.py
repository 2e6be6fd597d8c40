"""Records to JSON and back: the contract's one implementation."""
