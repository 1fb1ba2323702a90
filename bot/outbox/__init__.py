"""STEP 3: posts wait here, and nothing is lost or sent twice."""
