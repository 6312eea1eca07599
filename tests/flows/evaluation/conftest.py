import pytest

from corpora.passages import TAXONOMY
from pipeline.packs import Pack, load_pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(TAXONOMY)
