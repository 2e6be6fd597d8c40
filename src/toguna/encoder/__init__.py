"""The small shared text encoder and its heads; the only room with the inference runtime."""
