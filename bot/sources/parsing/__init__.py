"""Makes articles of the bytes of a feed."""
