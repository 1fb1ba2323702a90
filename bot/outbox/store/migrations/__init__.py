"""The schema's history: a file in `versions/` for each change, applied by alembic on opening a database."""
