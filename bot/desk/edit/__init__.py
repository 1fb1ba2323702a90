"""What editors do: change deliveries and their texts, post an article at once, and pause accounts."""
