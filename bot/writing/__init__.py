"""STEP 2: an article becomes a post. All pure: no clock, no disk, no network."""
