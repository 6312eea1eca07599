"""What a run took in and what came out: as terminal tables, and as artifacts in Prefect's interface."""

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.messages import Say
from flows.render import priority_text
from pipeline.document import Kind, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """Counts of one run and of the whole store after it. `items` = `documents` + `duplicates` + `failures` + `lost`."""

    run_id: str
    seconds: float
    files: int
    items: int
    documents: int
    duplicates: int
    failures: int
    lost: int
    read_now: int
    analysed_now: int
    stage_failures: int
    priorities: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """(priority, kind, language) → documents"""
    failures_by_code: Mapping[str, int] = field(default_factory=dict)
    seconds_by_step: Mapping[str, float] = field(default_factory=dict)
    """Where the workers' time went in this run: scan, read, load, each stage, save"""

    @property
    def nothing_new(self) -> bool:
        return self.read_now == 0 and self.analysed_now == 0


def report_view(report: RunReport, say: Say) -> RenderableType:
    """The run's summary for a terminal."""
    parts: list[RenderableType] = [_balance(report, say)]
    if report.failures_by_code:
        parts.append(_failures(report, say))
    if report.priorities:
        parts.append(_priorities(report, say))
    if report.nothing_new:
        parts.append(Text(say("ingest.nothing_new"), style="bold green"))
    if report.lost:
        parts.append(Text(f"{say('ingest.lost')}: {report.lost}", style="bold white on red"))
    return Group(*parts)


def _balance(report: RunReport, say: Say) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    rows = [
        ("ingest.in", report.files),
        ("ingest.records", report.items),
        ("ingest.documents", report.documents),
        ("ingest.duplicates", report.duplicates),
        ("ingest.failures", report.failures),
        ("ingest.new", report.analysed_now),
        ("ingest.stage_failed", report.stage_failures),
    ]
    for key, count in rows:
        if count or key in ("ingest.in", "ingest.documents", "ingest.failures"):
            table.add_row(say(key), f"[bold]{count}[/bold]")
    table.add_row(say("ingest.seconds"), f"{report.seconds:.1f}")
    return table


def _failures(report: RunReport, say: Say) -> Table:
    table = Table(title=say("title.failures"), title_justify="left", box=None, show_header=False, padding=(0, 2, 0, 0))
    for code, count in sorted(report.failures_by_code.items(), key=lambda kv: (-kv[1], kv[0])):
        table.add_row(str(count), code)
    return table


def _priorities(report: RunReport, say: Say) -> Table:
    languages = sorted({language for _, _, language in report.priorities})
    table = Table(title=say("title.priorities"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    for kind in Kind:
        table.add_column(say(f"kind.{kind}"), justify="right")
    for language in languages:
        table.add_column(language, justify="right", style="dim")
    for priority in Priority:
        counts = {k: v for k, v in report.priorities.items() if k[0] == priority}
        by_kind = [str(sum(v for k, v in counts.items() if k[1] == kind) or "·") for kind in Kind]
        by_language = [str(sum(v for k, v in counts.items() if k[2] == code) or "·") for code in languages]
        table.add_row(priority_text(priority, say), *by_kind, *by_language)
    return table


def report_markdown(report: RunReport, say: Say) -> str:
    """The run's summary as Markdown, for an artifact in Prefect's interface."""
    lines = [
        f"## {say('ingest.documents')}: {report.documents}",
        "",
        "| | |",
        "|---|---:|",
        f"| {say('ingest.in')} | {report.files} |",
        f"| {say('ingest.records')} | {report.items} |",
        f"| {say('ingest.failures')} | {report.failures} |",
        f"| {say('ingest.new')} | {report.analysed_now} |",
        f"| {say('ingest.seconds')} | {report.seconds:.1f} |",
        "",
        f"| {say('title.priorities')} | " + " | ".join(say(f"kind.{k}") for k in Kind) + " |",
        "|---|" + "---:|" * len(Kind),
    ]
    for priority in Priority:
        counts = [sum(v for k, v in report.priorities.items() if k[:2] == (priority, kind)) for kind in Kind]
        lines.append(f"| {say(f'priority.{priority}')} | " + " | ".join(map(str, counts)) + " |")
    if report.failures_by_code:
        lines += ["", f"| {say('title.failures')} | |", "|---|---:|"]
        lines += [f"| {code} | {count} |" for code, count in sorted(report.failures_by_code.items())]
    return "\n".join(lines)


def report_picture(report: RunReport, say: Say) -> str:
    """A bar chart of priorities by kind, as a data: URL of a PNG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 2.6), layout="constrained")
    axes = figure.subplots()
    colours = {
        Priority.URGENT: "#b3001b",
        Priority.HIGH: "#e4572e",
        Priority.REVIEW: "#f2b134",
        Priority.NONE: "#b8b8b8",
    }
    left = dict.fromkeys(Kind, 0)
    for priority in Priority:
        counts = {k: sum(v for key, v in report.priorities.items() if key[:2] == (priority, k)) for k in Kind}
        axes.barh(
            [say(f"kind.{k}") for k in Kind],
            list(counts.values()),
            left=list(left.values()),
            color=colours[priority],
            label=say(f"priority.{priority}"),
        )
        left = {k: left[k] + counts[k] for k in Kind}
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.12), frameon=False, fontsize=8)
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=110)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
