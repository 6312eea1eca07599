"""Rules of a pack: how they are written, read and checked (docs/rules.md is the author's guide)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from extractors.indicators.lexicon import Lexicon, compile_lexicon
from pipeline.document import EntityLabel, Kind, Polarity, Reason
from pipeline.errors import PackError
from pipeline.packs import Pack

SCOPES = ("clause", "sentence", "pair", "paragraph", "document")
SPANS = ("clause", "cue", "sentence")
COMPANY = ("no", "always", "instead")
NEGATIONS = ("flips", "part", "forbid")
RULE_WORDS = "all any none unless when near company within order gap kind negation polarity in_ad span score why"
RULE_KEYS = frozenset(RULE_WORDS.split())
NEAR_WORDS = 40
"""How far off the entries of `when` may lie: about a paragraph. In long texts such a word always stands somewhere."""
GROUP_KEYS = RULE_KEYS | {"rules"}
CONCEPT_KEYS = frozenset(("uk", "ru", "any", "of", "entity", "where", "note"))
POLARITY_CONCEPTS = Path(__file__).with_name("polarity.yaml")
"""The engine's own cue tables; any pack may name them."""


class Entry(NamedTuple):
    """One condition of a rule: any of `concepts`; `negated` True wants a negation on it, False none, None either."""

    mask: int
    concepts: tuple[int, ...]
    negated: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityConcept:
    """A concept made of entities: their labels and tests on value and role (`where`, see numbers.py)."""

    concept: int
    labels: frozenset[EntityLabel]
    where: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One explainable rule. `entries` must all be found inside one `within`; see docs/rules.md for the rest."""

    id: str
    indicator: str
    entries: tuple[Entry, ...]
    none: int
    unless: int
    when: tuple[Entry, ...]
    near: int
    company: str
    within: str
    order: bool
    gap: int | None
    kinds: frozenset[Kind] | None
    negation: str
    polarity: Polarity | None
    in_ad: Polarity | None
    span: str
    score: float
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """All rules of a pack, their lexicon, and for each concept the rules that start from it."""

    version: str
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    by_concept: dict[int, tuple[Rule, ...]]
    entity_concepts: tuple[EntityConcept, ...]

    def reason(self, source: str) -> Reason | None:
        """The sentence of the rule named in an indicator's source ("rules.<rule>@<version>")."""
        wanted = source.removeprefix("rules.").rpartition("@")[0]
        return next((r.why for r in self.rules if r.id == wanted), None)


@cache
def load_rules(folder: Path, indicators: frozenset[str]) -> RuleSet:
    """The rules under `folder`, all *.yaml in it and in concepts/. Raises PackError naming file, rule and fault."""
    files = {path: _yaml(path) for path in (POLARITY_CONCEPTS, *sorted(folder.rglob("*.yaml")))}
    concepts = _concepts(files)
    lexicon = compile_lexicon({name: _items(row) for name, row in concepts.items()})
    _include(lexicon, concepts)
    rules = tuple(
        rule
        for path, data in files.items()
        for group, row in (data.get("indicators") or {}).items()
        for rule in _group(path, group, row, data.get("defaults") or {}, lexicon, indicators)
    )
    return RuleSet(
        version=_version(files),
        lexicon=lexicon,
        rules=rules,
        by_concept=_by_concept(rules, lexicon),
        entity_concepts=tuple(_entity_concepts(concepts, lexicon)),
    )


def rules_of(pack: Pack) -> RuleSet:
    """The rules of a pack."""
    return load_rules(pack.folder / "rules", frozenset(pack.indicators))


def _yaml(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise PackError(f"{path}: {error}") from error
    if not isinstance(data or {}, dict) or set(data or {}) - {"concepts", "defaults", "indicators"}:
        raise PackError(f"{path}: only the keys concepts, defaults and indicators are known")
    return data or {}


def _version(files: Mapping[Path, Any]) -> str:
    text = "\x1f".join(path.read_text(encoding="utf-8") for path in files)
    return sha256(text.encode()).hexdigest()[:8]


def _concepts(files: Mapping[Path, Any]) -> dict[str, dict[str, Any]]:
    concepts: dict[str, dict[str, Any]] = {}
    for path, data in files.items():
        for name, row in (data.get("concepts") or {}).items():
            row = {"any": row} if isinstance(row, list) else row
            if name in concepts:
                raise PackError(f"{path}: concept {name} is defined twice")
            if not isinstance(row, dict) or set(row) - CONCEPT_KEYS or not name.isupper():
                raise PackError(f"{path}: concept {name}: an upper-case name with {', '.join(sorted(CONCEPT_KEYS))}")
            concepts[name] = row
    return concepts


def _items(row: Mapping[str, Any]) -> Iterator[str]:
    for language in ("uk", "ru", "any"):
        for item in row.get(language) or ():
            yield str(item)


def _include(lexicon: Lexicon, concepts: Mapping[str, Mapping[str, Any]]) -> None:
    """Let a word of a concept count for every concept that names it under `of`, at any depth."""
    wider: dict[int, set[int]] = {}
    for name, row in concepts.items():
        for part in row.get("of") or ():
            if part not in lexicon.names:
                raise PackError(f"concept {name}: unknown concept {part}")
            wider.setdefault(lexicon.names[part], set()).add(lexicon.names[name])
    lexicon.wider = {c: tuple(sorted(_closure(c, wider))) for c in wider}


def _closure(start: int, wider: Mapping[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    left = [start]
    while left:
        for upper in wider.get(left.pop(), ()):
            if upper not in seen:
                seen.add(upper)
                left.append(upper)
    return seen


def _entity_concepts(concepts: Mapping[str, Mapping[str, Any]], lexicon: Lexicon) -> Iterator[EntityConcept]:
    from extractors.indicators.numbers import TESTS

    for name, row in concepts.items():
        if "entity" not in row:
            continue
        labels = row["entity"] if isinstance(row["entity"], list) else [row["entity"]]
        where = tuple((row.get("where") or {}).items())
        if unknown := {key for key, _ in where} - set(TESTS):
            raise PackError(f"concept {name}: unknown test {', '.join(sorted(unknown))}")
        try:
            found = frozenset(EntityLabel(label) for label in labels)
        except ValueError as error:
            raise PackError(f"concept {name}: {error}") from error
        yield EntityConcept(concept=lexicon.names[name], labels=found, where=where)


def _group(
    path: Path, indicator: str, row: Any, defaults: dict[str, Any], lexicon: Lexicon, indicators: frozenset[str]
) -> Iterator[Rule]:
    if set(defaults) - RULE_KEYS:
        raise PackError(f"{path}: defaults may set {', '.join(sorted(RULE_KEYS))}")
    if indicator not in indicators:
        raise PackError(f"{path}: unknown indicator {indicator}")
    if not isinstance(row, dict) or set(row) - GROUP_KEYS or not isinstance(row.get("rules"), dict):
        raise PackError(f"{path}: {indicator}: wants rules, and may set {', '.join(sorted(RULE_KEYS))}")
    for name, body in row["rules"].items():
        try:
            yield _rule(indicator, str(name), {**defaults, **row}, body, lexicon)
        except (PackError, KeyError, TypeError, ValueError) as error:
            raise PackError(f"{path}: rule {indicator}.{name}: {error}") from error


def _rule(indicator: str, name: str, group: Mapping[str, Any], body: Mapping[str, Any], lexicon: Lexicon) -> Rule:
    if unknown := set(body) - RULE_KEYS:
        raise PackError(f"unknown key {', '.join(sorted(unknown))}")
    row = {key: value for key, value in group.items() if key != "rules"} | dict(body)
    entries = [_entry(text, lexicon) for text in _listed(row.get("all"))]
    if "any" in row:
        entries.append(_entry("|".join(_listed(row["any"])), lexicon))
    if not entries:
        raise PackError("wants at least one entry under all or any")
    kinds = frozenset(Kind(kind) for kind in _listed(row.get("kind")))
    return Rule(
        id=f"{indicator}.{name}",
        indicator=indicator,
        entries=tuple(entries),
        none=_mask([*_listed(group.get("none")), *_listed(body.get("none"))], lexicon),
        unless=_mask([*_listed(group.get("unless")), *_listed(body.get("unless"))], lexicon),
        when=tuple(_entry(text, lexicon) for text in _listed(row.get("when"))),
        near=int(row.get("near", NEAR_WORDS)),
        company=_choice(row.get("company", "no"), COMPANY),
        within=_choice(row.get("within", "sentence"), SCOPES),
        order=bool(row.get("order", False)),
        gap=row.get("gap"),
        kinds=kinds or None,
        negation=_choice(row.get("negation", "flips"), NEGATIONS),
        polarity=Polarity(row["polarity"]) if "polarity" in row else None,
        in_ad=Polarity(row["in_ad"]) if "in_ad" in row else None,
        span=_choice(row.get("span", "clause"), SPANS),
        score=float(row.get("score", 0.7)),
        why=Reason(uk=row["why"]["uk"], en=row["why"]["en"]),
    )


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(x) for x in value] if isinstance(value, list) else [str(value)]


def _choice(value: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise PackError(f"{value!r} is none of {', '.join(allowed)}")
    return value


def _entry(text: str, lexicon: Lexicon) -> Entry:
    words = text.split(maxsplit=1)
    negated = {"not": True, "bare": False}.get(words[0])
    names = (words[1] if negated is not None else text).replace(" ", "").split("|")
    if unknown := [name for name in names if name not in lexicon.names]:
        raise PackError(f"unknown concept {', '.join(unknown)}")
    numbers = tuple(lexicon.names[name] for name in dict.fromkeys(names))
    return Entry(sum(1 << n for n in numbers), numbers, negated)


def _mask(names: Iterable[str], lexicon: Lexicon) -> int:
    return sum(1 << n for n in {c for name in names for c in _entry(name, lexicon).concepts})


def _by_concept(rules: tuple[Rule, ...], lexicon: Lexicon) -> dict[int, tuple[Rule, ...]]:
    """Rules by the concepts of their rarest entry, judged by how many items those have."""
    found: dict[int, list[Rule]] = {}
    for rule in rules:
        for concept in trigger(rule, lexicon).concepts:
            found.setdefault(concept, []).append(rule)
    return {concept: tuple(listed) for concept, listed in found.items()}


def trigger(rule: Rule, lexicon: Lexicon) -> Entry:
    """The entry of a rule with the fewest items."""
    return min(rule.entries, key=lambda entry: sum(lexicon.sizes[c] or 1000 for c in entry.concepts))
