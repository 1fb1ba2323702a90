"""What editors do to posts and accounts."""
