"""How well the language stage does on short and mixed texts, against langdetect alone.

`python benchmarks/language.py DATA [MODEL]` with DATA the folder that holds `language_id/`. Only the check half is
read: texts whose SHA-256 begins with a set bit; the other half is for training (`pipeline.stages.language_training`).
lingua and py3langid are compared if they are installed; Sito does not depend on them.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from pipeline.document import Document, Source
from pipeline.settings import ROOT
from pipeline.stages.language import language_stage
from pipeline.stages.language_model import LANGUAGES
from pipeline.stages.language_training import is_development, rows
from pipeline.stages.repair import repair_stage
from pipeline.stream import run_stages

SIZES = (20, 50, 100)
MIXED_PART_CHARS = 60
MIXED_PAIRS = 400
SEED = 1
SPEED_CHARS = 250
SPEED_TEXTS = 20_000

Teller = Callable[[list[str]], list[str]]
Sample = tuple[str, str]


def sito(texts: list[str], *, model: Path) -> list[str]:
    """The document language Sito's stages give each text."""
    source = Source(path="benchmark", media_type="text/plain")
    documents = [Document(id=str(number), source=source, text=text) for number, text in enumerate(texts)]
    return [document.language for document in run_stages([repair_stage(), language_stage(model)], documents)]


def langdetect_alone(texts: list[str]) -> list[str]:
    """langdetect's first answer, seeded."""
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = SEED

    def one(text: str) -> str:
        try:
            return str(detect(text))[:2]
        except LangDetectException:
            return "und"

    return [one(text) for text in texts]


def lingua_limited(texts: list[str]) -> list[str]:
    """lingua's answers among the languages it shares with the benchmark."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
    found = (detector.detect_language_of(text) for text in texts)
    return [language.iso_code_639_1.name.lower() if language else "und" for language in found]


def py3langid_limited(texts: list[str]) -> list[str]:
    """py3langid's answers among the benchmark's languages."""
    import py3langid  # type: ignore[import-untyped,unused-ignore]

    py3langid.set_languages(list(LANGUAGES))
    return [str(py3langid.classify(text)[0]) for text in texts]


def sentences(data: Path) -> list[Sample]:
    """(language, sentence) of the check half."""
    records = rows(data / "language_id" / "sentences_words.jsonl.zst")
    return [(r["lang"], r["text"]) for r in records if r["kind"] == "sentences" and not is_development(r["text"])]


def cut(text: str, size: int) -> str:
    """The text's beginning, up to the last whole word."""
    return text if len(text) <= size else text[:size].rsplit(" ", 1)[0]


def joined(found: list[Sample], languages: tuple[str, str], count: int, chance: random.Random) -> Iterator[str]:
    """Two sentences' beginnings after one another, in the languages given, in either order."""
    by_language = {code: [t for lang, t in found if lang == code and len(t) >= 50] for code in languages}
    for _ in range(count):
        parts = [cut(chance.choice(by_language[code]), MIXED_PART_CHARS) for code in languages]
        chance.shuffle(parts)
        yield " ".join(parts)


def accuracy(tell: Teller, samples: list[Sample]) -> float:
    """The share of samples told rightly."""
    told = tell([text for _, text in samples])
    return sum(lang == answer for (lang, _), answer in zip(samples, told, strict=True)) / max(1, len(samples))


def short_lines(tell: Teller, found: list[Sample], languages: Iterable[str]) -> Iterator[str]:
    """A line a language: accuracy at 20, 50 and 100 characters."""
    for code in languages:
        cells = []
        for size in SIZES:
            samples = [(lang, text[:size]) for lang, text in found if lang == code and len(text) >= size]
            cells.append(f"{accuracy(tell, samples):.3f} ({len(samples)})")
        yield f"  {code}  " + "  ".join(f"{cell:>13}" for cell in cells)


def mixed_lines(tell: Teller, found: list[Sample], data: Path) -> Iterator[str]:
    """How many mixed texts are called mixed, and how many that are not."""
    chance = random.Random(SEED)
    kyiv = [r["text"] for r in rows(data / "language_id" / "kyiv1551_mixed.jsonl.zst") if not is_development(r["text"])]
    one = [text for code in ("uk", "ru") for text in joined(found, (code, code), MIXED_PAIRS, chance)]
    sets = {
        "two languages, 60 + 60 characters (found)": list(joined(found, ("uk", "ru"), MIXED_PAIRS, chance)),
        "Kyiv requests labelled mixed by letters (found)": kyiv,
        "one language, 60 + 60 characters (false alarms)": one,
        "single sentences (false alarms)": [text for lang, text in found if lang in ("uk", "ru")],
    }
    for name, texts in sets.items():
        yield f"  {sum(told == 'mixed' for told in tell(texts)) / len(texts):.3f}  {name}, {len(texts)}"


def speed_line(found: list[Sample], model: Path) -> str:
    """Short ads a second on one core: paragraphs of about 250 characters, all different, words seen before."""
    both = [text for lang, text in found if lang in ("uk", "ru")]
    chance = random.Random(SEED)
    texts = [" ".join(chance.sample(both, 3))[:SPEED_CHARS] for _ in range(SPEED_TEXTS)]
    documents = [Document(id="x", source=Source(path="b", media_type="text/plain"), text=text) for text in texts]
    stage = language_stage(model)
    seconds = []
    for _ in range(2):
        start = time.process_time()
        list(stage.run(documents))
        seconds.append(time.process_time() - start)
    cold, warm = (SPEED_TEXTS / each for each in seconds)
    return f"  {cold:,.0f} texts/s at first, {warm:,.0f} once words are known (process time, {SPEED_CHARS} characters)"


def report(data: Path, model: Path) -> Iterator[str]:
    """The lines of the report."""
    found = sentences(data)
    tellers: dict[str, Teller] = {
        "Sito": partial(sito, model=model),
        "langdetect alone": langdetect_alone,
        "lingua, the same languages": lingua_limited,
        "py3langid, the same languages": py3langid_limited,
    }
    for name, tell in tellers.items():
        try:
            tell(["проба"])
        except ImportError:
            continue
        yield f"{name}: accuracy at 20, 50, 100 characters (texts)"
        yield from short_lines(tell, found, LANGUAGES)
    yield "Mixed, Sito:"
    yield from mixed_lines(tellers["Sito"], found, data)
    yield "Speed of the language stage:"
    yield speed_line(found, model)


def main(arguments: list[str]) -> None:
    """Print the report."""
    data = Path(arguments[0])
    model = Path(arguments[1]) if len(arguments) > 1 else ROOT / "models" / "language"
    for line in report(data, model):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
