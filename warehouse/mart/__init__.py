"""The mart: views with stable names for readers, defined once for both databases.

On PostgreSQL they stand in the schema `mart`, each shows a reader the rows of their own offices, and the names are fact_… and dim_….
SQLite has no schemas, so there they are mart_fact_… and mart_dim_…. They always follow the code: warehouse.migrate drops them
before a migration and makes them anew after it, and whenever their statements have changed. No free text that people wrote
down, no name of a person but the deputy's, and no telephone number is in them.
"""

from warehouse.mart.dimensions import DIMENSIONS
from warehouse.mart.handling import HANDLING
from warehouse.mart.survey import SURVEY
from warehouse.mart.view import View

VIEWS: tuple[View, ...] = (*HANDLING, *SURVEY, *DIMENSIONS)

SCHEMA = "mart"


def view_named(name: str) -> View:
    """Return the view of that name; raise KeyError when there is none."""
    return {view.name: view for view in VIEWS}[name]
