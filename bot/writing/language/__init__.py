"""What is known of languages: which one a text is in, where its sentences end, and what their words tell. Pure."""
