"""Makes the encoder's weights; never imported by the package."""
