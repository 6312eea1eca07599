"""The stage that finds names: persons, aliases, organizations, locations, jobs.

The model's answers and the rules' meet in `candidates.settle`; the source of every name says which it was.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from extractors.entities.aliases import find_aliases, find_announced_names, find_speakers, told_apart
from extractors.entities.candidates import MODEL, Candidate, settle
from extractors.entities.edges import trimmed
from extractors.entities.keys import search_key
from extractors.entities.locations import apart, find_locations, joined_addresses, with_type_word
from extractors.entities.morphology import is_kind, uses_capitals
from extractors.entities.organizations import find_organizations
from extractors.entities.persons import LOWER, UPPER, find_persons, without_role_words
from extractors.entities.places import Gazetteer, load_gazetteer, with_places
from extractors.entities.roles import role_of
from extractors.entities.touching import Touching
from extractors.labels import LabelTable, load_labels
from extractors.models import load_names_model, model_name, model_precision
from extractors.values.route import with_route_roles
from extractors.windows import windows
from pipeline.document import Document, Entity, EntityLabel
from pipeline.stream import Stage

FOLDER, NAMES_ALONE = "encoder-bundled", "entities-bundled"
RULES_VERSION = "1"
DOCUMENTS_A_BATCH = 64
WINDOWS_A_BATCH = 32
IDENTIFIERS = "identifiers."
NAME_SCORES = "sito_name_scores"
"""Where a spaCy component of ours leaves the probability of each name (extractors.encoder.component)."""
UNKNOWN_SCORE = 0.7
"""Of a name by a model that gives neither probabilities nor its precision."""
OPENING_QUOTES = frozenset('«"“„')
WORD = re.compile(r"(?<![\w@#./'’-])(?P<name>[^\W\d_]{4,}(?:-[^\W\d_]{2,})*)(?![\w'’@/-]|\.\w)")
CAPITALISED_PAIR = re.compile(rf"(?<![\w'’-])(?=(?P<name>[{UPPER}][{LOWER}]+[ \t][{UPPER}][{LOWER}]+)(?![\w'’-]))")


def names_stage(folder: Path) -> Stage:
    """The stage "names" with the model in a folder, which is loaded when the first document comes.

    Raises ModelError now if there is no model, and at the first document if it is damaged.
    """
    name = model_name(folder)
    finder = NameFinder(folder=folder, model=name)
    return Stage(
        name="names",
        version=f"{RULES_VERSION}+{name}",
        run=finder.run,
        reads=("repair", "language", "identifiers"),
    )


def bundled_names(models: Path) -> Path:
    """The folder of the bundled model: the encoder's where one is trained, else the one that knows names alone."""
    return models / (FOLDER if (models / FOLDER / "config.cfg").is_file() else NAMES_ALONE)


@dataclass(slots=True, kw_only=True)
class NameFinder:
    """Finds names in a stream of documents. Model and gazetteer are loaded once, when first needed."""

    folder: Path
    model: str
    _nlp: Any = None
    _precision: dict[EntityLabel, float] | None = None
    _labels: LabelTable | None = None
    _gazetteer: Gazetteer | None = None

    def run(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Each document with its names; the model reads the windows of many documents at once."""
        stream = iter(documents)
        while batch := list(islice(stream, DOCUMENTS_A_BATCH)):
            self._load()
            for document, candidates in zip(batch, self._model_candidates(batch), strict=True):
                yield self._with_names(document, candidates)

    def _load(self) -> None:
        if self._nlp is None:
            self._nlp = load_names_model(self.folder)
            self._precision = model_precision(self.folder)
            self._labels = load_labels(self.folder)
            self._gazetteer = load_gazetteer()

    def _model_candidates(self, batch: Sequence[Document]) -> list[list[Candidate]]:
        assert self._labels is not None
        pieces = [(w, (i, at)) for i, d in enumerate(batch) for at, w in windows(working_text(d))]
        found: list[list[Candidate]] = [[] for _ in batch]
        with self._nlp.memory_zone():  # words of the batch leave the vocabulary with it: memory stays flat
            for doc, (index, offset) in self._nlp.pipe(pieces, as_tuples=True, batch_size=WINDOWS_A_BATCH):
                scores = doc.user_data.get(NAME_SCORES, {})
                for span in doc.ents:
                    if label := self._labels.name(span.label_):
                        start, end = span.start_char, span.end_char
                        score = scores.get((start, end)) or (self._precision or {}).get(label, UNKNOWN_SCORE)
                        found[index].append(
                            Candidate(start=start + offset, end=end + offset, label=label, rule=MODEL, score=score)
                        )
        return found

    def _with_names(self, document: Document, from_model: Sequence[Candidate]) -> Document:
        text = working_text(document)
        language = document.language
        assert self._gazetteer is not None
        candidates = find_names(text, language, from_model, self._gazetteer)
        entities = [self._entity(document, text, c, language) for c in candidates]
        identifiers = Touching(e for e in document.entities if e.source.startswith(IDENTIFIERS))
        kept = [e for e in entities if not _is_identifier(e, identifiers)]
        placed = with_route_roles(document.text, with_places(kept, document, self._gazetteer))
        return document.with_entities(placed, stage="names")

    def _entity(self, document: Document, text: str, candidate: Candidate, language: str) -> Entity:
        start, end = candidate.start, candidate.end
        if document.working is not None:
            start, end = document.working.original(start, end)
        source = f"names.{self.model}" if candidate.rule == MODEL else f"names.{candidate.rule}@{RULES_VERSION}"
        role = None
        if candidate.label in (EntityLabel.PERSON, EntityLabel.ALIAS):
            role = role_of(text, candidate.start, candidate.end)
        return Entity(
            start=start,
            end=end,
            label=candidate.label,
            value=search_key(_quoted(text, candidate), candidate.label, language),
            source=source,
            score=candidate.score,
            reason=candidate.reason,
            role=role,
        )


def _quoted(text: str, candidate: Candidate) -> str:
    """The written name; a firm's with the quotes around it, so that its brand is kept as written."""
    name = text[candidate.start : candidate.end]
    is_brand = (
        candidate.label is EntityLabel.ORGANIZATION and text[candidate.start - 1 : candidate.start] in OPENING_QUOTES
    )
    return f"«{name}»" if is_brand else name


def working_text(document: Document) -> str:
    """The text the extractors read: the repaired copy, or the document's own where there is none."""
    return document.working.text if document.working is not None else document.text


def find_names(text: str, language: str, from_model: Sequence[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """Names in a text: the model's and the rules', joined by `settle`, trimmed, addresses in one piece."""
    found = [
        *_tidy(text, language, from_model, gazetteer),
        *find_persons(text, language),
        *find_organizations(text),
        *find_locations(text),
        *find_known_places(text, gazetteer),
    ]
    named = told_apart(text, settle(found), language)
    announced = [*find_aliases(text), *find_announced_names(text, language), *find_speakers(text, language)]
    named = _with_announced(named, announced)
    places = joined_addresses(text, [c for c in named if c.label is EntityLabel.LOCATION])
    placed = Touching(places)
    rest = [c for c in named if c.label is not EntityLabel.LOCATION and not any(placed(c.start, c.end))]
    return sorted((*places, *rest), key=lambda c: (c.start, c.end))


def _tidy(text: str, language: str, from_model: Iterable[Candidate], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The model's names with true edges.

    Where a text does use capitals, a name without one is none; a «person» that can only be a city or country is a
    place; places joined by a dash or stroke are several.
    """
    capitals = uses_capitals(text)
    for candidate in from_model:
        found = trimmed(text, candidate)
        if found is None or (capitals and not _has_capital(text, found) and found.label is not EntityLabel.JOB):
            continue
        if found.label is EntityLabel.PERSON:
            named = without_role_words(text, found, language)
            found = _as_place(text, found, gazetteer) or (named and _as_place(text, named, gazetteer)) or named
        elif found.label is EntityLabel.LOCATION and _is_surname(text[found.start : found.end], language, gazetteer):
            found = replace(found, label=EntityLabel.PERSON)
        if found is not None and found.label is EntityLabel.LOCATION:
            yield from (with_type_word(text, place) for place in apart(text, found))
        elif found is not None:
            yield found


def _has_capital(text: str, candidate: Candidate) -> bool:
    return any(map(str.isupper, text[candidate.start : candidate.end]))


def _as_place(text: str, person: Candidate, gazetteer: Gazetteer) -> Candidate | None:
    """The «person» as a place if the words, without «М.» or «Г.», can only be one («М. ХАРКІВ»)."""
    name = re.sub(r"^[МГ]\.[ \t]?", "", text[person.start : person.end])
    return replace(person, label=EntityLabel.LOCATION) if gazetteer.is_well_known(name) else None


def _is_surname(word: str, language: str, gazetteer: Gazetteer) -> bool:
    """Whether the dictionaries know the word as a surname and the gazetteer has no place of that spelling."""
    return " " not in word and is_kind(word, "Surn", language) and not gazetteer.has(word, language)


def find_known_places(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Words that in any form can only be a country or a city, capitalised or not («німеччині», «Білу Церкву»)."""
    for pattern in (WORD, CAPITALISED_PAIR):
        for match in pattern.finditer(text):
            if gazetteer.is_well_known(match["name"]):
                start, end = match.span("name")
                yield Candidate(start=start, end=end, label=EntityLabel.LOCATION, rule="known_place", score=0.85)


def _with_announced(named: Sequence[Candidate], announced: Sequence[Candidate]) -> list[Candidate]:
    """Announced aliases take their place; a longer name that only begins with one («на ім'я Марія Коваль») stays."""
    known = Touching(named)
    taken = [
        a for a in settle(announced) if not any(n.holds(a) and n.length > a.length + 1 for n in known(a.start, a.end))
    ]
    heard = Touching(taken)
    return sorted((*taken, *(n for n in named if not any(heard(n.start, n.end)))), key=lambda c: c.start)


def _is_identifier(entity: Entity, identifiers: Touching[Entity]) -> bool:
    """Whether the name overlaps an identifier. A place or firm may hold one («вул. 8 Березня, 3»)."""
    may_hold = entity.label in (EntityLabel.LOCATION, EntityLabel.ORGANIZATION)
    return any(not (may_hold and _holds(entity, other)) for other in identifiers(entity.start, entity.end))


def _holds(outer: Entity, inner: Entity) -> bool:
    """Whether `outer` holds `inner` and more."""
    return outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start
