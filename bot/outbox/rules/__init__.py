"""What the outbox decides: what becomes of an article and of a delivery, and when. Pure."""
