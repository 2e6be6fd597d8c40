"""The one room that knows the order of the stages."""
