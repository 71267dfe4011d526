"""Alembic runs this when a gradebook is opened; the connection and its transaction are ours."""

from alembic import context

from nngrader.gradebook._migrating import VERSION_TABLE
from nngrader.gradebook._tables import ALL

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ALL,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite alters no column in place
)
context.run_migrations()
