"""Stored and loaded are equal, on both databases, whatever the document holds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.store import Store, migrate, open_store
from tests.pipeline.store.conftest import BACKENDS
from tests.pipeline.store.samples import MADE_BY, STAGES, documents, read, result


@pytest.fixture(scope="module", params=BACKENDS)
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("roundtrip")
    url = f"sqlite:///{folder / 'sito.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_server").new_database()
    migrate(url)
    with open_store(url) as store:
        yield store


def same(left: Document, right: Document) -> bool:
    """Equal; entities and indicators that sort alike may change places."""
    bare = {"entities": (), "indicators": ()}
    return (
        replace(left, **bare) == replace(right, **bare)
        and sorted(map(repr, left.entities)) == sorted(map(repr, right.entities))
        and left.indicators == right.indicators
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(documents(), min_size=1, max_size=3, unique_by=lambda pair: pair[0].id), st.integers(0, 10**9))
def test_stored_and_loaded_are_equal(shared_store: Store, pairs: list[tuple[Document, Document]], number: int) -> None:
    salted = [(_salted(before, number), _salted(after, number)) for before, after in pairs]
    ids = [before.id for before, _ in salted]
    run_id = read(shared_store, [before for before, _ in salted], path=f"{number}.zip")
    for loaded, (before, _) in zip(shared_store.load_documents(ids), salted, strict=True):
        assert same(loaded.document, before)
        assert loaded.done == {}
    for _ in range(2):
        shared_store.save_results([result(after) for _, after in salted], run_id, made_by=MADE_BY)
        for loaded, (_, after) in zip(shared_store.load_documents(ids), salted, strict=True):
            assert same(loaded.document, after)
            assert loaded.done == dict.fromkeys(STAGES, "v1")
            assert loaded.versions == MADE_BY


def _salted(document: Document, number: int) -> Document:
    return replace(document, id=f"{number:016x}{document.id[16:]}")
