"""How often harmless texts are raised: `python -m benchmarks.harmless DATA [--show RULE] [--half development]`.

DATA is the folder of real texts (see its README); none of them is about trafficking, so every document raised to urgent
or high is a false alarm. The last set are passages of the annotated training voices whose gold has nothing that counts.
Every set is halved by the hash of the text: rules are mended on the development half, the report half only counts.
`--show RULE` prints what a rule (or an indicator) found in the development half. The texts are people's own: read them
in the terminal, never copy them.
"""

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from corpora.passages import TRAINING_VOICES, load_passages
from flows.assemble import assemble
from pipeline.document import Document, Indicator, Priority, Source
from pipeline.packs import Pack
from pipeline.settings import Settings
from pipeline.stream import run_stages

HALVES = ("development", "report")
SETS = {
    "vacancies": ("ads/ru_superjob_vacancies.jsonl.zst", 1500),
    "telegram spam": ("ads/ru_telegram_spam.jsonl.zst", 1500),
    "telegram news": ("raw/ru_tgnews.jsonl.zst", 1500),
    "requests to a city": ("raw/uk_ru_kyiv1551.jsonl.zst", 1500),
    "brown corpus": ("raw/uk_bruk.jsonl.zst", 1500),
}
"""Name to file and greatest number of texts: those with the smallest hashes."""
PASSAGES = "passages without a gold indicator"
RAISED = (Priority.URGENT, Priority.HIGH, Priority.REVIEW)
AROUND_CHARS = 70


class Judged(NamedTuple):
    """A harmless text and what the stages made of it."""

    set: str
    half: str
    document: Document


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
    judged = list(judge(settings, texts(options.data)))
    lines = examples(judged, options.show, options.limit) if options.show else report(judged, pack)
    sys.stdout.writelines(line + "\n" for line in lines)


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Name of the set and text, for every set that is there."""
    for name, (file, most) in SETS.items():
        if not (data / file).is_file():
            sys.stdout.write(f"skipped: {name}, there is no {data / file}\n")
            continue
        found = {digest(text): text for text in _read(data / file) if text.strip()}
        yield from ((name, found[key]) for key in sorted(found)[:most])
    for passage in load_passages(TRAINING_VOICES):
        if not any(mark.polarity.counts for mark in passage.indicators):
            yield PASSAGES, passage.text


def _read(path: Path) -> Iterator[str]:
    import zstandard

    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)["text"]


def digest(text: str) -> str:
    """SHA-256 of a text: its order and, by the last digit, its half."""
    return sha256(text.encode()).hexdigest()


def judge(settings: Settings, rows: Iterable[tuple[str, str]]) -> Iterator[Judged]:
    """Every text after all stages."""
    kept = list(rows)
    source = Source(path="harmless.txt", media_type="text/plain")
    documents = (Document(id=digest(text), source=source, text=text) for _, text in kept)
    for (name, text), document in zip(kept, run_stages(assemble(settings).stages, documents), strict=True):
        yield Judged(name, HALVES[int(digest(text)[-1], 16) % 2], document)


def report(judged: Sequence[Judged], pack: Pack) -> Iterator[str]:
    """The shares by set and half, then the rules that raise most in the development half."""
    yield f"{'set':34} {'half':12} {'texts':>6} {'urgent':>7} {'high':>7} {'urg+high':>9} {'review':>7}"
    for name in dict.fromkeys(one.set for one in judged):
        for half in HALVES:
            yield _shares(name, half, [one.document for one in judged if one.set == name and one.half == half])
    development = [one for one in judged if one.half == HALVES[0]]
    alerts = [one.document for one in development if _priority(one.document) in RAISED[:2]]
    reviews = [one.document for one in development if _priority(one.document) == Priority.REVIEW]
    yield from _to_blame("urgent or high", alerts, pack)
    yield from _to_blame("review", reviews, pack)


def _priority(document: Document) -> Priority:
    return document.assessment.priority if document.assessment else Priority.NONE


def _shares(name: str, half: str, documents: Sequence[Document]) -> str:
    counts = Counter(_priority(document) for document in documents)
    urgent, high, review = (counts[p] / max(1, len(documents)) for p in RAISED)
    return f"{name:34} {half:12} {len(documents):6} {urgent:7.1%} {high:7.1%} {urgent + high:9.1%} {review:7.1%}"


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
        f"{one.set} | {one.document.kind} {_priority(one.document)} | {hit.source} {hit.polarity}: "
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
