"""Settings → stages, store and versions. Pure: nothing here knows Prefect, and heavy libraries load on first use."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

from extractors.entities.names import names_stage
from extractors.identifiers import identifiers_stage
from extractors.indicators import Tagger, indicators_stage, load_tagger
from pipeline.packs import Pack, load_pack
from pipeline.priority import priority_stage
from pipeline.settings import Settings
from pipeline.stages.kind import kind_stage
from pipeline.stages.language import language_stage
from pipeline.stages.repair import repair_stage
from pipeline.store import Versions
from pipeline.stream import Stage, effective_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """All stages in order, their effective versions, the pack, and the versions of Sito and of each model."""

    stages: tuple[Stage, ...]
    versions: dict[str, str]
    pack: Pack
    made_by: Versions
    has_tagger: bool


@lru_cache(maxsize=4)
def assemble(settings: Settings) -> Assembly:
    """The stages this profile is made of.

    Raises PackError or ModelError when the pack or a model is missing or damaged.
    """
    pack = load_pack(settings.pack)
    if settings.profile == "noop":
        idle = Stage(name="noop", version="1", run=iter)
        return _assembly((idle,), pack, has_tagger=False)
    tagger = _tagger(settings, pack)
    stages = (
        repair_stage(),
        language_stage(settings.models / "language"),
        kind_stage(),
        identifiers_stage(),
        names_stage(settings.models),
        indicators_stage(pack, tagger),
        priority_stage(pack),
    )
    return _assembly(stages, pack, has_tagger=tagger is not None)


def _tagger(settings: Settings, pack: Pack) -> Tagger | None:
    """The trained indicator model, where the profile wants one and one has been trained."""
    folder = settings.models / "indicators-bundled"
    if settings.profile != "bundled" or not folder.is_dir():
        return None
    return load_tagger(folder, pack.indicators)


def _assembly(stages: tuple[Stage, ...], pack: Pack, *, has_tagger: bool) -> Assembly:
    return Assembly(
        stages=stages,
        versions=effective_versions(stages),
        pack=pack,
        made_by=Versions(
            sito=version("sito"),
            taxonomy=f"{pack.name}-{pack.version}",
            policy=pack.policy.version,
            models={stage.name: stage.version for stage in stages},
        ),
        has_tagger=has_tagger,
    )
