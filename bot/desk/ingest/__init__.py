"""From the sites into the database: what is new, corrected or taken back."""
