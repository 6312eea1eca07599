"""A pack is a folder of data that describes one crime type: taxonomy.yaml, policy.yaml, rules/*.yaml.

Another unit of the criminal police adds its own folder and touches no code. This module loads taxonomy and
policy, which the ground floor needs; `extractors.indicators` loads the rules.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from pipeline.document import Priority
from pipeline.errors import PackError

ALONE = ("never", "review", "escalate")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorType:
    """One indicator of the taxonomy.

    `alone` says what one isolated hit may do (never, review, escalate); `child`: it speaks of a person under 18 alone.
    """

    id: str
    stage: str
    alone: str
    names: dict[str, str]
    definition: str
    element: str
    applies_to: str
    child: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """A visible rule: a document that meets every condition given has at least this priority.

    `kinds`, `stages`: how many different indicators, and stages, at least; `points`: sum of their weights at least;
    `alone`: an indicator of this class is among them; `child`: one that speaks of a child; `all_of`, `any_of`: ids;
    `with_stages`: stages that must each be covered. `uk` and `en` are the analyst's sentence; {names}, {kinds},
    {stages} are filled in.
    """

    name: str
    priority: str
    uk: str
    en: str
    kinds: int = 0
    stages: int = 0
    points: float = 0.0
    alone: str | None = None
    child: bool = False
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    with_stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The versioned policy that turns indicators into a priority (docs/priority.md).

    `points` by `alone` class, `minimum_score` a hit must have to count, `stage_names` for the sentences,
    `bands`: lowest and highest score of a priority; inside a band the score rises with the points, half-way at `scale`.
    """

    version: str
    points: dict[str, float]
    minimum_score: float
    combinations: tuple[Combination, ...]
    bands: dict[str, tuple[float, float]]
    scale: dict[str, float]
    stage_names: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Taxonomy and policy of a pack, and where its rules lie."""

    name: str
    version: str
    folder: Path
    stages: tuple[str, ...]
    indicators: dict[str, IndicatorType]
    policy: Policy


@cache
def load_pack(folder: Path) -> Pack:
    """The pack in `folder`. Raises PackError naming the file and what is wrong in it."""
    taxonomy = _yaml(folder / "taxonomy.yaml")
    try:
        meta = taxonomy["meta"]
        stages = tuple(meta["stages"])
        indicators = {row["id"]: _indicator(row, stages) for row in taxonomy["indicators"]}
    except (KeyError, TypeError) as error:
        raise PackError(f"{folder / 'taxonomy.yaml'}: missing or malformed key {error}") from error
    policy = _policy(folder / "policy.yaml", indicators, stages)
    return Pack(
        name=folder.name,
        version=str(meta["version"]),
        folder=folder,
        stages=stages,
        indicators=indicators,
        policy=policy,
    )


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise PackError(f"{path}: {error}") from error


def _indicator(row: dict[str, Any], stages: tuple[str, ...]) -> IndicatorType:
    if row["stage"] not in stages or row["alone"] not in ALONE:
        raise PackError(f"indicator {row['id']}: stage {row['stage']!r} or alone {row['alone']!r} is unknown")
    return IndicatorType(
        id=row["id"],
        stage=row["stage"],
        alone=row["alone"],
        names=row["name"],
        definition=" ".join(str(row["definition"]).split()),
        element=row.get("element", "context"),
        applies_to=row.get("applies_to", "both"),
        child=list(row.get("exploitation_type", ())) == ["child"],
    )


def _policy(path: Path, indicators: dict[str, IndicatorType], stages: tuple[str, ...]) -> Policy:
    data = _yaml(path)
    try:
        combinations = tuple(msgspec.convert(row, Combination) for row in data["combinations"])
        policy = Policy(
            version=str(data["version"]),
            points={name: float(data["points"][name]) for name in ALONE},
            minimum_score=float(data["minimum_score"]),
            combinations=combinations,
            bands={p: (float(data["bands"][p][0]), float(data["bands"][p][1])) for p in Priority},
            scale={p: float(data["scale"][p]) for p in Priority},
            stage_names={stage: data["stage_names"][stage] for stage in stages},
        )
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise PackError(f"{path}: missing or malformed key: {error}") from error
    _check(path, combinations, indicators, stages)
    return policy


def _check(
    path: Path,
    combinations: tuple[Combination, ...],
    indicators: dict[str, IndicatorType],
    stages: tuple[str, ...],
) -> None:
    if unknown := {c.priority for c in combinations} - set(Priority):
        raise PackError(f"{path}: unknown priorities {', '.join(sorted(unknown))}")
    named = {i for c in combinations for i in (*c.all_of, *c.any_of)}
    if unknown := named - set(indicators):
        raise PackError(f"{path}: unknown indicators {', '.join(sorted(unknown))}")
    if unknown := {s for c in combinations for s in c.with_stages} - set(stages):
        raise PackError(f"{path}: unknown stages {', '.join(sorted(unknown))}")
