"""From an article's HTML to its paragraphs of reporting: what a reader sees, in the paper's own words. Pure."""
