"""From the database to the platforms: what is due is checked, sent, and looked for where nobody knows."""
