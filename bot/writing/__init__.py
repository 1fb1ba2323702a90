"""STEP 2: write posts from articles. Pure (no clock, no disk, no network), but that `shipped` reads the templates.

The rooms `reading`, `furniture` and `language` read data files of the program, each once, when it is first needed.
"""
