"""Named questions to the warehouse: one file each, all read-only, none starts Prefect."""

from importlib import import_module
from pkgutil import iter_modules

from warehouse.queries.base import Query

_NO_QUERIES = (
    *(
        "base",
        "life",
        "owed",
        "parameters",
        "parts",
        "promised",
        "shortcomings",
        "standing",
        "taken_back",
        "visited",
    ),
)


def query_names() -> list[str]:
    """Return the names of all queries; a module `by_department` is the query `by-department`."""
    return sorted(
        module.name.replace("_", "-") for module in iter_modules(__path__) if module.name not in _NO_QUERIES
    )


def formula_of(name: str) -> str:
    """Return what a query counts and how, as its module says it: written once, shown with every table."""
    return import_module(f"{__name__}.{name.replace('-', '_')}").__doc__ or ""


def find_query(name: str) -> Query:
    """Return the query called `name`; raise KeyError when there is none."""
    if name not in query_names():
        raise KeyError(name)
    query: Query = import_module(f"{__name__}.{name.replace('-', '_')}").QUERY
    return query
