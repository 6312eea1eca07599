"""A Prefect server of the tests' own, started once a session, and folders of small files to take in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.orchestration import prefect_server
from pipeline.settings import Settings


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prefect server that runs for the session; also in the environment for child processes."""
    home = tmp_path_factory.mktemp("prefect")
    before = os.environ.get("PREFECT_HOME")
    os.environ["PREFECT_HOME"] = str(home)
    try:
        with prefect_server(Settings(home=home)) as address:
            yield address
    finally:
        if before is None:
            os.environ.pop("PREFECT_HOME", None)
        else:
            os.environ["PREFECT_HOME"] = before


TEXTS = (
    "ПРОТОКОЛ ДОПИТУ свідка. Роботи за кордоном не шукав, паспорт у мене ніхто не забирав. Справа № {n}.",
    "Требуются рабочие на склад, Харьков, оформление по КЗоТ, зарплата 18 000 грн. Заявка {n}.",
    "Паспорти забрали в перший день, зачиняли на ніч, грошей не платили. Записав дільничний, лист {n}.",
    "Продам велосипед, стан добрий, ціна {n} грн, телефон 067 000 12 34.",
)


def make_files(folder: Path, count: int) -> Path:
    """A folder with `count` different small text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"{n:05}.txt").write_text(TEXTS[n % len(TEXTS)].format(n=n), encoding="utf-8")
    return folder
