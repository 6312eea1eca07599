"""Settings → stages, store and versions. Pure: nothing here knows Prefect, and heavy libraries load on first use."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from extractors.encoder import shared_encoder
from extractors.entities.names import FOLDER, bundled_names, names_stage
from extractors.identifiers import identifiers_stage
from extractors.indicators import EncoderTagger, Tagger, indicators_stage, load_tagger
from extractors.models import check_names_folder
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
    """All stages in order, their effective versions, the pack, and the versions of Sito and of each model.

    `names_folder` holds the model of names; `tagger` is the model of indicators, None where only rules speak.
    """

    stages: tuple[Stage, ...]
    versions: dict[str, str]
    pack: Pack
    made_by: Versions
    names_folder: Path
    tagger: Tagger | None

    @property
    def has_tagger(self) -> bool:
        return self.tagger is not None


@lru_cache(maxsize=4)
def assemble(settings: Settings) -> Assembly:
    """The stages this profile is made of.

    Raises PackError or ModelError when the pack or a model is missing or damaged.
    """
    pack = load_pack(settings.pack)
    if settings.profile == "noop":
        idle = Stage(name="noop", version="1", run=iter)
        return _assembly((idle,), pack, settings.models / FOLDER, None)
    names_folder, tagger = _names_folder(settings), _tagger(settings, pack)
    stages = (
        repair_stage(),
        language_stage(settings.models / "language"),
        kind_stage(tagger if isinstance(tagger, EncoderTagger) else None),
        identifiers_stage(),
        names_stage(names_folder),
        indicators_stage(pack, tagger),
        priority_stage(pack),
    )
    return _assembly(stages, pack, names_folder, tagger)


def _names_folder(settings: Settings) -> Path:
    """The folder of the model of names: the hub's where the profile is hub and one is set, else the bundled one."""
    if settings.profile == "hub" and settings.names_model is not None:
        check_names_folder(settings.names_model)
        return settings.names_model
    return bundled_names(settings.models)


def _tagger(settings: Settings, pack: Pack) -> Tagger | None:
    """The model of indicators: the hub's where one is set, else the bundled encoder if it knows the pack's."""
    if settings.profile == "hub" and settings.indicator_model is not None:
        return load_tagger(settings.indicator_model, pack.indicators)
    folder = settings.models / FOLDER / "ner"
    if settings.profile not in ("bundled", "hub") or not folder.is_dir():
        return None
    reader = shared_encoder(folder)
    return EncoderTagger(reader=reader) if set(reader.heads.indicators) <= set(pack.indicators) else None


def _assembly(stages: tuple[Stage, ...], pack: Pack, names_folder: Path, tagger: Tagger | None) -> Assembly:
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
        names_folder=names_folder,
        tagger=tagger,
    )
