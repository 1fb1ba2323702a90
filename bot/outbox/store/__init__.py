"""What the outbox keeps: the tables, and the SQL about each thing that is in them."""
