"""Which sentences of an article make its summary, and how they may be shortened. Pure."""
