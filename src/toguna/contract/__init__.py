"""Records to the contract's JSON and back: its one implementation."""
