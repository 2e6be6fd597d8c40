"""What things are: the values that every room takes and gives. Standard library only."""
