"""What alembic runs for every command: on the connection that `storage.revisions` hands over, in its transaction."""

from alembic import context

from storage.rows import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table only by building it anew
)
context.run_migrations()
