"""The analysis database (SQLite or PostgreSQL) and the write-once store of originals.

>>> migrate(url); store = open_store(url, terms=terms)           # doctest: +SKIP
>>> with store: store.queue(Filters(priority=Priority.URGENT))   # doctest: +SKIP
"""

from pipeline.store.engine import migrate
from pipeline.store.originals import Originals, open_originals
from pipeline.store.reading import Reading
from pipeline.store.rows import (
    READ,
    Accounting,
    Count,
    FailureRow,
    FileSeen,
    Filters,
    Hit,
    Loaded,
    Original,
    Place,
    QueueRow,
    Result,
    RunRow,
    Snippet,
    StageFailure,
    StageFailureRow,
    StageRun,
    Versions,
)
from pipeline.store.store import Store, contract_versions, open_store
from pipeline.store.terms import Terms, Translations

__all__ = [
    "READ",
    "Accounting",
    "Count",
    "FailureRow",
    "FileSeen",
    "Filters",
    "Hit",
    "Loaded",
    "Original",
    "Originals",
    "Place",
    "QueueRow",
    "Reading",
    "Result",
    "RunRow",
    "Snippet",
    "StageFailure",
    "StageFailureRow",
    "StageRun",
    "Store",
    "Terms",
    "Translations",
    "Versions",
    "contract_versions",
    "migrate",
    "open_originals",
    "open_store",
]
