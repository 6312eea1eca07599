"""Alembic migrations of the analysis database, run by `pipeline.store.migrate`; no alembic.ini is needed."""
