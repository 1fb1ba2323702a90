"""STEP 2: write posts from articles. All pure (no clock, no disk, no network) but `shipped`, which reads templates."""
