"""Alembic's entry: runs on the connection that it is handed, inside its transaction. Imports nothing of ours."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    transactional_ddl=True,
    compare_type=True,
    render_as_batch=False,
)
context.run_migrations()
