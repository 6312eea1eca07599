"""kill -9 in the middle of the work, then again: everything there once, only the unfinished work repeated."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from pipeline.store import Store, open_store
from tests.pipeline.store.samples import EFFECTIVE, VERSION, digest

DOCUMENTS = 2_000

_WORKER = """
import sys
from pipeline.document import Priority
from pipeline.store import open_store
from tests.pipeline.store.samples import *
url, count = sys.argv[1], int(sys.argv[2])
with open_store(url) as store:
    run_id = store.start_run("ingest", {})
    store.add_files([seen("feed.jsonl")], run_id)
    print("ready", flush=True)
    for original_id in store.pending_originals(VERSION):
        reading = store.reading(original_id, version=VERSION, run_id=run_id)
        for start in range(0, count, 200):
            numbers = range(start, start + 200)
            reading.add([text_document(f"оголошення {n}", path="feed.jsonl", item=f"line {n}") for n in numbers])
        reading.finish(seconds=1.0)
    while ids := store.pending_documents(EFFECTIVE, limit=200):
        loaded = store.load_documents(ids)
        results = [result(assessed(l.document, Priority.NONE, 0.5, indicators=(indicator(),))) for l in loaded]
        store.save_results(results, run_id, made_by=MADE_BY)
    print("done", flush=True)
"""


def _work(url: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _WORKER, url, str(DOCUMENTS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)


@pytest.mark.slow
def test_killed_at_any_moment_and_run_again_all_is_there_once(url: str) -> None:
    pause = random.Random(3)
    for _ in range(3):
        with _work(url) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
            time.sleep(pause.uniform(0.05, 1.0))  # the moment of the kill is what is tested
            worker.send_signal(signal.SIGKILL)
        with open_store(url) as store:
            assert store.accounting().lost == 0
    with _work(url) as worker:
        assert worker.communicate()[0] == "ready\ndone\n"
    with open_store(url) as store:
        _complete(store)


def _complete(store: Store) -> None:
    counts = store.accounting()
    assert (counts.files, counts.files_read, counts.unread, counts.lost) == (1, 1, 0, 0)
    assert (counts.documents, counts.duplicates, counts.failures) == (DOCUMENTS, 0, 0)
    assert store.pending_originals(VERSION) == []
    assert store.pending_documents(EFFECTIVE) == []
    assert sum(count.documents for count in store.counts()) == DOCUMENTS
    assert all(len(loaded.document.indicators) == 1 for loaded in store.iter_documents())
    assert len(store.search("оголошення", limit=DOCUMENTS + 1)) == DOCUMENTS
    assert store.known_files(["feed.jsonl"])["feed.jsonl"].original_id == digest("feed.jsonl")
