"""`python -m benchmarks` (make bench): measures, then writes a table and plots to benchmarks/results/."""

import argparse
import platform
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks.ingest import Run, ingest, write_ads
from benchmarks.pdf_speed import pdf_table

RESULTS = Path(__file__).resolve().parent / "results"
NOOP_PER_AD = 2


def main() -> None:
    """Run all benchmarks and write `results/bench.md`, `memory.png` and `steps.png`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ads", type=int, default=12000, help="how many ads to ingest")
    ads = parser.parse_args().ads
    with tempfile.TemporaryDirectory() as folder:
        feed, noop_feed = Path(folder) / "ads.jsonl", Path(folder) / "noop.jsonl"
        write_ads(feed, ads)
        write_ads(noop_feed, ads * NOOP_PER_AD)
        runs = [
            ingest("ads, 1 process", feed, jobs=1),
            ingest("ads, 2 processes", feed, jobs=2),
            ingest("ads, rules only", feed, jobs=1, profile="rules"),
            ingest("no-op stages", noop_feed, jobs=1, profile="noop"),
            ingest("demo folder", Path("corpora/demo"), jobs=1),
        ]
    RESULTS.mkdir(exist_ok=True)
    lines = [*_head(ads), *_runs(runs), *_conclusions(runs), *_steps(runs), *pdf_table()]
    (RESULTS / "bench.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _plot_memory(runs)
    _plot_steps(runs)
    print("\n".join(lines))


def _head(ads: int) -> list[str]:
    return [
        "# Benchmark",
        "",
        f"`make bench` on {date.today().isoformat()}, Python {platform.python_version()}, {ads} ads. "
        "Machines are noisy: only ratios within one run mean something.",
        "",
    ]


def _runs(runs: Iterable[Run]) -> list[str]:
    rows = [
        "| Run | Documents | Documents/s | Flow, s | Start and end, s | Peak memory, MiB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for run in runs:
        peak = max((m for _, m in run.memory), default=0.0)
        rows.append(
            f"| {run.name} | {run.report['documents']} | {run.documents_per_s:.0f} | {run.flow_s:.1f} "
            f"| {run.wall_s - run.flow_s:.1f} | {peak:.0f} |"
        )
    return [*rows, ""]


def _conclusions(runs: list[Run]) -> list[str]:
    one, two, _, noop, _ = runs
    steps = one.report["seconds_by_step"]
    plumbing = sum(steps.get(s, 0.0) for s in ("scan", "read", "load", "save")) + one.flow_s - sum(steps.values())
    models = one.flow_s - plumbing
    late = [m for t, m in one.memory if t > one.wall_s * 0.5]
    growth = (max(late) / late[0] - 1) * 100 if late else 0.0
    return [
        "- Overhead above the stages' own time (scan, read, load, save, Prefect): "
        f"**{100 * plumbing / models:.0f} %** (held to ≤ 20 %)",
        f"- Two processes against one: **{one.flow_s / two.flow_s:.2f} ×** (held to ≥ 1.8 ×)",
        f"- No-op documents per minute, one process: **{60 * noop.documents_per_s:.0f}** (held to ≥ 5,000)",
        f"- Memory in the second half of the run, one process: **{growth:+.0f} %** (held to: flat)",
        "",
    ]


def _steps(runs: Iterable[Run]) -> list[str]:
    lines = ["| Share of the flow's time, % | " + " | ".join(r.name for r in runs) + " |"]
    lines.append("|---|" + "--:|" * len(list(runs)))
    names = dict.fromkeys(step for run in runs for step in run.report["seconds_by_step"])
    for step in names:
        shares = [100 * run.report["seconds_by_step"].get(step, 0.0) / run.flow_s for run in runs]
        lines.append(f"| {step} | " + " | ".join(f"{share:.1f}" for share in shares) + " |")
    return [*lines, ""]


def _plot_memory(runs: Iterable[Run]) -> None:
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.subplots()
    for run in runs:
        axes.plot([t for t, _ in run.memory], [m for _, m in run.memory], label=run.name)
    axes.set_xlabel("seconds")
    axes.set_ylabel("MiB, whole process tree without the Prefect server")
    axes.legend(fontsize=7)
    figure.savefig(RESULTS / "memory.png", dpi=120)


def _plot_steps(runs: Iterable[Run]) -> None:
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.subplots()
    names = list(dict.fromkeys(step for run in runs for step in run.report["seconds_by_step"]))
    for n, name in enumerate(names):
        left = [sum(run.report["seconds_by_step"].get(s, 0.0) for s in names[:n]) / run.flow_s for run in runs]
        width = [run.report["seconds_by_step"].get(name, 0.0) / run.flow_s for run in runs]
        axes.barh([run.name for run in runs], width, left=left, label=name)
    axes.set_xlabel("share of the flow's time")
    axes.legend(fontsize=6, ncols=5, loc="upper center", bbox_to_anchor=(0.5, -0.2))
    figure.savefig(RESULTS / "steps.png", dpi=120)


if __name__ == "__main__":
    main()
