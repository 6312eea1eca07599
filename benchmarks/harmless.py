"""What raises harmless texts: `python -m benchmarks.harmless DATA [--show RULE]`, for authors of rules.

DATA is the folder of real texts (see its README); none of them is about trafficking, so every document raised to urgent
or high is a false alarm (`sito evaluate harmless` gives the rates alone). The last set are passages of the annotated
training voices whose gold has nothing that counts. Every set is halved by the hash of the text: rules are mended on
the development half, the report half only counts. `--show RULE` prints what a rule (or an indicator) found in the
development half. The texts are people's own: read them in the terminal, never copy them.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpora.passages import TRAINING_VOICES, load_passages
from flows.assemble import assemble
from flows.evaluation.harmless import HALVES, HEADINGS, RAISED, SETS, judge_harmless, priority_of, shares
from flows.evaluation.harmless import HarmlessText as Judged
from flows.evaluation.harmless import harmless_texts as real_texts
from pipeline.document import Document, Indicator, Priority
from pipeline.packs import Pack
from pipeline.settings import Settings

TEXTS_A_SET = 1500
PASSAGES = "passages without a gold indicator"
AROUND_CHARS = 70


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, the rules to blame, or examples of one rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", metavar="RULE", help="a rule or indicator, e.g. minor_sought_or_involved.age")
    parser.add_argument("--limit", type=int, default=30)
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        sys.stdout.write(f"skipped: there is no folder {options.data}\n")
        return
    settings = Settings()
    pack = assemble(settings).pack
    judged = list(judge_harmless(settings, texts(options.data)))
    lines = examples(judged, options.show, options.limit) if options.show else report(judged, pack)
    sys.stdout.writelines(line + "\n" for line in lines)


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Name of the set and text, for every set that is there; then the passages without a counting indicator."""
    for name, file in SETS.items():
        if not (data / file).is_file():
            sys.stdout.write(f"skipped: {name}, there is no {data / file}\n")
    yield from real_texts(data, TEXTS_A_SET)
    for passage in load_passages(TRAINING_VOICES):
        if not any(mark.polarity.counts for mark in passage.indicators):
            yield PASSAGES, passage.text


def report(judged: Sequence[Judged], pack: Pack) -> Iterator[str]:
    """The shares by set and half, then the rules that raise most in the development half."""
    yield f"{'half':12} {HEADINGS[0]:34} " + " ".join(f"{heading:>7}" for heading in HEADINGS[1:])
    for name in dict.fromkeys(one.set for one in judged):
        for half in HALVES:
            _, count, *values = shares(name, [one.document for one in judged if one.set == name and one.half == half])
            yield f"{half:12} {name:34} {count:7} " + " ".join(f"{value:7.1%}" for value in values)
    development = [one for one in judged if one.half == HALVES[0]]
    alerts = [one.document for one in development if priority_of(one.document) in RAISED[:2]]
    reviews = [one.document for one in development if priority_of(one.document) == Priority.REVIEW]
    yield from _to_blame("urgent or high", alerts, pack)
    yield from _to_blame("review", reviews, pack)


def _counting(document: Document, pack: Pack) -> list[Indicator]:
    return [i for i in document.indicators if i.polarity.counts and i.score >= pack.policy.minimum_score]


def _to_blame(name: str, documents: Sequence[Document], pack: Pack) -> Iterator[str]:
    blamed = Counter(source for d in documents for source in {i.source for i in _counting(d, pack)})
    yield f"{name}: {len(documents)} texts of the development halves, by what counts in them"
    for source, count in blamed.most_common(25):
        yield f"  {count:5} {source}"


def examples(judged: Iterable[Judged], rule: str, limit: int) -> Iterator[str]:
    """What a rule or an indicator found in the development half, with its surroundings."""
    found = (
        f"{one.set} | {one.document.kind} {priority_of(one.document)} | {hit.source} {hit.polarity}: "
        + around(one.document.text, hit)
        for one in judged
        if one.half == HALVES[0]
        for hit in one.document.indicators
        if rule in (hit.id, hit.source.removeprefix("rules.").partition("@")[0])
    )
    for _, line in zip(range(limit), found, strict=False):
        yield line


def around(text: str, hit: Indicator) -> str:
    """The finding in brackets between what stands before and after it, on one line."""
    before, after = text[max(0, hit.start - AROUND_CHARS) : hit.start], text[hit.end : hit.end + AROUND_CHARS]
    return f"{before}[[{text[hit.start : hit.end]}]]{after}".replace("\n", "⏎")


if __name__ == "__main__":
    main()
