"""STEP 1: finding articles."""
