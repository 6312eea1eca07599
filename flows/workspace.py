"""What a worker process works with: settings, stages, store, originals, one reader process. Made once a process."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from extractors.lemmas import lemmas, words
from flows.assemble import Assembly, assemble
from pipeline.readers import Fence
from pipeline.settings import Settings, make_home
from pipeline.store import Originals, Store, migrate, open_originals, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Everything a batch needs. The stages load their models on first use."""

    settings: Settings
    assembly: Assembly
    store: Store
    originals: Originals
    fence: Fence


def terms(text: str, language: str) -> list[str]:
    """Search terms of a text: dictionary forms of its words, several for an ambiguous one."""
    return [lemma for word in words(text, language) if word.form[:1].isalnum() for lemma in word.lemmas]


@contextmanager
def open_database(settings: Settings) -> Iterator[Store]:
    """The store, made or brought up to date where needed. Raises StoreError if it cannot be reached."""
    if settings.database.startswith("sqlite"):
        make_home(settings)
    migrate(settings.database)
    with open_store(settings.database, terms=terms, translations=translations()) as store:
        yield store


@lru_cache(maxsize=1)
def translations() -> dict[str, tuple[str, ...]]:
    """Search terms of one language and their counterparts in the other (extractors/languages)."""
    from extractors.languages.pairs import PAIRS

    table: dict[str, tuple[str, ...]] = {}
    for pair in PAIRS:
        ukrainian, russian = (
            [lemma for word in group for lemma in lemmas(word, language)]
            for group, language in zip(pair, ("uk", "ru"), strict=True)
        )
        for ours, theirs in ((ukrainian, russian), (russian, ukrainian)):
            for word in ours:
                table[word] = tuple(dict.fromkeys((*table.get(word, ()), *theirs)))
    return table


@lru_cache(maxsize=2)
def workspace(settings: Settings) -> Workspace:
    """The workspace of this process for these settings; its reader process ends with it."""
    store = open_store(settings.database, terms=terms)
    fence = Fence(settings.limits)
    fence.__enter__()
    atexit.register(fence.__exit__, None, None, None)
    return Workspace(
        settings=settings,
        assembly=assemble(settings),
        store=store,
        originals=open_originals(settings.originals),
        fence=fence,
    )
