"""Settings → stages, store and versions. Pure: nothing here knows Prefect, and heavy libraries load on first use."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

from extractors.entities.names import names_stage
from pipeline.stages.kind import kind_stage
from pipeline.stages.language import language_stage

from extractors.identifiers import identifiers_stage
from extractors.indicators import indicators_stage, load_tagger
from pipeline.packs import Pack, load_pack
from pipeline.priority import priority_stage
from pipeline.settings import Settings
from pipeline.stages.repair import repair_stage
from pipeline.stream import Stage, effective_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """All stages in order, their effective versions, the pack, and the versions of Sito and of each model."""

    stages: tuple[Stage, ...]
    versions: dict[str, str]
    pack: Pack
    sito: str
    models: dict[str, str]
    has_tagger: bool


@lru_cache(maxsize=4)
def assemble(settings: Settings) -> Assembly:
    """The stages this profile is made of.

    Raises PackError or ModelError when the pack or a model is missing or damaged.
    """
    pack = load_pack(settings.pack)
    names = settings.models / "entities-bundled" if settings.profile == "bundled" else None
    tagger = load_tagger(settings.models / "indicators-bundled", pack) if settings.profile == "bundled" else None
    stages = (
        repair_stage(),
        language_stage(settings.models / "language"),
        kind_stage(),
        identifiers_stage(),
        names_stage(names),
        indicators_stage(pack, tagger),
        priority_stage(pack),
    )
    return Assembly(
        stages=stages,
        versions=effective_versions(stages),
        pack=pack,
        sito=version("sito"),
        models={stage.name: stage.version for stage in stages},
        has_tagger=tagger is not None,
    )
