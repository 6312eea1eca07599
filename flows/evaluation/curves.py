"""Draws the pictures: PNG files without a display, readable, in colours that all eyes tell apart."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from flows.evaluation.ranking import Bin, Bools, Cuts, Floats, cuts, share_to_read

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Source: Okabe & Ito, Color Universal Design (2008)."""
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)))
GREY = "#8a8a8a"
LABEL_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
DPI = 120


def draw_reliability(bins: Sequence[Bin], path: Path, *, title: str, share: str) -> Path:
    """The file: the share of right ones (named `share`) against the mean score of each bin, dots as large as bins."""
    axes = _axes((5.6, 5.2), title, "score", share)
    axes.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="a score that says the truth")
    scores, wanted = [one.score for one in bins], [one.wanted for one in bins]
    axes.plot(scores, wanted, color=COLOURS[0], linewidth=1, label="measured; percent: how many have such a score")
    axes.scatter(scores, wanted, s=[20 + 600 * one.weight for one in bins], color=COLOURS[0], alpha=0.8)
    for one in bins:
        below = one.wanted > 0.1
        place = {"xytext": (10, -12) if below else (-4, 12), "textcoords": "offset points"}
        axes.annotate(f"{one.weight:.0%}", (one.score, one.wanted), fontsize=7, color="#404040", **place)
    axes.set(xlim=(-0.02, 1.06), ylim=(-0.03, 1.14))
    axes.legend(frameon=False, loc="upper left", fontsize=8)
    return _saved(axes, path)


def draw_work_saved(ranking: Cuts, path: Path, *, recall: float) -> Path:
    """The file: share of the documents worth an alert that is seen against the share of the stream read."""
    axes = _axes((6.4, 4.4), "Work saved: reading the queue from the top", "share of the stream read", "recall")
    read = np.concatenate([[0.0], ranking.read / ranking.read[-1]])
    seen = np.concatenate([[0.0], ranking.recall])
    axes.plot(read, seen, color=COLOURS[0], linewidth=2, label="in order of the score")
    axes.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="in any order")
    share = share_to_read(ranking, recall)
    said = f"{recall:.0%} of the alerts after {share:.0%} of the stream"
    axes.plot([0, share, share], [recall, recall, 0], color=COLOURS[1], linestyle="--", linewidth=1, label=said)
    axes.set(xlim=(0, 1), ylim=(0, 1.03))
    axes.legend(frameon=False, loc="lower right", fontsize=8)
    return _saved(axes, path)


def draw_precision_recall(groups: Mapping[str, tuple[Floats, Bools, int]], path: Path) -> Path:
    """The file: precision against recall of each group, from its surest finding to its last."""
    axes = _axes((6.4, 4.6), "Indicators by stage: precision and recall by text", "recall", "precision")
    for number, (name, (scores, right, wanted)) in enumerate(groups.items()):
        if not right.any():
            continue
        ranking = cuts(scores, right)
        recall, precision = ranking.wanted / wanted, ranking.precision
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        axes.plot(recall, precision, color=colour, linestyle=dash, label=f"{name} ({wanted})")
        axes.plot(recall[-1:], precision[-1:], color=colour, marker="o")
    axes.set(xlim=(0, 1.02), ylim=(0, 1.03))
    axes.legend(
        frameon=False, loc="lower left", fontsize=8, title="stage (gold); dot: all that is shown", title_fontsize=8
    )
    return _saved(axes, path)


def draw_bars(bars: Sequence[tuple[str, float, int]], path: Path, *, floor: float) -> Path:
    """The file: F1 of each indicator (name, F1, number in gold), best on top; those below `floor` hatched."""
    ordered = sorted(bars, key=lambda bar: (bar[1], bar[0]))
    axes = _axes((7.2, 1.2 + 0.2 * len(ordered)), "F1 by indicator, by text", "F1", "")
    names = [f"{name} ({gold})" for name, _, gold in ordered]
    low = [value < floor for _, value, _ in ordered]
    drawn = axes.barh(names, [value for _, value, _ in ordered], color=[COLOURS[1 if b else 0] for b in low])
    for bar, is_low in zip(drawn, low, strict=True):
        bar.set(hatch="///" if is_low else "", edgecolor="white", linewidth=0)
    axes.bar_label(drawn, labels=[f"{value:.2f}" for _, value, _ in ordered], padding=3, fontsize=7, bbox=LABEL_GROUND)
    axes.axvline(floor, color=GREY, linestyle=":")
    axes.tick_params(axis="y", labelsize=7)
    axes.set(xlim=(0, 1.08), ylim=(-0.7, len(ordered) - 0.3))
    return _saved(axes, path)


def draw_learning(sizes: Sequence[int], lines: Mapping[str, Sequence[float]], path: Path) -> Path:
    """The file: F1 of each line against the number of passages learnt from."""
    axes = _axes((6.4, 4.4), "Bag of words: F1 by number of training passages", "training passages", "F1 by text")
    for number, (name, values) in enumerate(lines.items()):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        axes.plot(sizes, values, color=colour, linestyle=dash, marker="o", label=name)
    axes.set_xscale("log", base=2)
    axes.set_xticks(list(sizes), [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set_ylim(0, 1)
    axes.legend(frameon=False, loc="upper left", ncols=2, fontsize=8)
    return _saved(axes, path)


def _axes(size: tuple[float, float], title: str, x: str, y: str) -> Any:
    """Axes of a figure of its own: no global state, and the Agg canvas, which needs no display."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set_title(title, fontsize=10, loc="left")
    axes.set_xlabel(x, fontsize=9)
    axes.set_ylabel(y, fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e6e6e6", linewidth=0.6)
    axes.set_axisbelow(True)
    return axes


def _saved(axes: Any, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    axes.figure.savefig(path, dpi=DPI, metadata={"Software": None})
    return path
