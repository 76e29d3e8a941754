"""Runs migrations on the connection, and in the transaction, that it is handed."""

from alembic import context

from engine.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite's as well, and the driver does not commit on its own
)
context.run_migrations()
