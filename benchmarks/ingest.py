"""End to end: ads and files through the real flow; share of each step, and memory while it runs."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from corpora.passages import TRAINING_VOICES, load_passages

SITO = [sys.executable, "-m", "flows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One `sito ingest`: its report, and the memory of its whole process tree, MiB, about twice a second."""

    name: str
    report: Mapping[str, Any]
    wall_s: float
    memory: tuple[tuple[float, float], ...]

    @property
    def documents_per_s(self) -> float:
        return float(self.report["analysed_now"] or self.report["documents"]) / self.flow_s

    @property
    def flow_s(self) -> float:
        return float(self.report["seconds"])


def write_ads(path: Path, count: int) -> None:
    """A JSON Lines feed of `count` different ads made from our own passages, each with a running number."""
    texts = [p.text for p in load_passages(TRAINING_VOICES) if p.kind == "ad"]
    with path.open("w", encoding="utf-8") as stream:
        for n in range(count):
            row = {"id": n, "text": f"{texts[n % len(texts)]} №{n}", "date": "2026-01-01", "channel": f"board-{n % 7}"}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def ingest(name: str, path: Path, *, jobs: int = 1, profile: str = "bundled", api_url: str | None = None) -> Run:
    """Run `sito ingest` on `path` in a fresh home, and watch its memory."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "SITO_HOME": home, "SITO_QUIET": "1"}
        if api_url:
            environment["PREFECT_API_URL"] = api_url
        command = [*SITO, "ingest", str(path), "--json", "--jobs", str(jobs), "--profile", profile]
        started = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        memory: list[tuple[float, float]] = []
        watcher = threading.Thread(target=_watch, args=(process.pid, started, memory), daemon=True)
        watcher.start()
        output, _ = process.communicate()
        wall = time.perf_counter() - started
        if process.returncode not in (0, 3):
            raise SystemExit(f"sito ingest failed with exit code {process.returncode}")
        return Run(name=name, report=json.loads(output), wall_s=wall, memory=tuple(memory))


def _watch(pid: int, started: float, memory: list[tuple[float, float]]) -> None:
    try:
        root = psutil.Process(pid)
        while root.is_running():
            tree = [root, *root.children(recursive=True)]
            total = sum(_rss(p) for p in tree if "uvicorn" not in " ".join(_command(p)))
            memory.append((time.perf_counter() - started, total / 1024**2))
            time.sleep(0.5)
    except psutil.NoSuchProcess:
        return


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
