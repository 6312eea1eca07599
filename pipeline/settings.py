"""One frozen Settings, built at entry points only; everything below receives values."""

import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from pipeline.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PROFILES = ("bundled", "hub", "rules", "noop")
"""bundled: rules and the models in `models/`; hub: other makers' models from local folders in their place; rules: no
model of indicators; noop: one idle stage, to measure orchestration."""
LANGUAGES = ("uk", "en")


def default_home() -> Path:
    """Where the database and the originals live unless told otherwise: $SITO_HOME or ./sito-data."""
    return Path(os.environ.get("SITO_HOME", "sito-data"))


def interface_language() -> str:
    """$SITO_LANGUAGE, else Ukrainian for a Ukrainian locale, else English."""
    if chosen := os.environ.get("SITO_LANGUAGE"):
        return chosen
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "uk" if locale.startswith("uk") else "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of the reader processes (the fence). Wall and CPU time grow with the size of the file."""

    max_bytes: int = 512 * 1024 * 1024
    max_text_chars: int = 20_000_000
    memory_bytes: int = 2 * 1024**3
    base_timeout_s: float = 60.0
    timeout_s_per_mib: float = 10.0
    files_per_reader: int = 200
    archive_depth: int = 5
    archive_members: int = 100_000
    archive_ratio: int = 200
    archive_bytes: int = 4 * 1024**3

    def timeout_s(self, size: int) -> float:
        """Seconds of wall time a file of `size` bytes may take."""
        return self.base_timeout_s + self.timeout_s_per_mib * size / 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this run is set up. From the environment: SITO_HOME, _DATABASE, _PROFILE, _PACK, _JOBS, _LANGUAGE,
    _NAMES_MODEL, _INDICATOR_MODEL.

    The two models are folders of the profile hub; where one is not given, the bundled model does its work.
    """

    home: Path = field(default_factory=default_home)
    database: str = ""
    profile: str = "bundled"
    pack: Path = ROOT / "extractors" / "packs" / "trafficking"
    models: Path = ROOT / "models"
    names_model: Path | None = None
    indicator_model: Path | None = None
    jobs: int = 1
    batch_documents: int = 200
    language: str = field(default_factory=interface_language)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        _require("profile", self.profile, PROFILES)
        _require("language", self.language, LANGUAGES)
        if self.profile == "hub" and self.names_model is None and self.indicator_model is None:
            raise SettingsError(
                "profile = 'hub' needs a model's folder: set SITO_NAMES_MODEL, SITO_INDICATOR_MODEL or both"
            )
        if self.jobs < 1 or self.batch_documents < 1:
            raise SettingsError(
                f"jobs and batch_documents must be at least 1, not {self.jobs} and {self.batch_documents}"
            )
        if not self.database:
            object.__setattr__(self, "database", f"sqlite:///{(self.home / 'sito.db').absolute()}")

    @property
    def originals(self) -> str:
        """fsspec URL of the content-addressed store of originals."""
        return str((self.home / "originals").absolute())


def _require(key: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise SettingsError(f"{key} = {value!r}; choices: {', '.join(choices)}")


def settings_from_environment(**overrides: object) -> Settings:
    """Settings from SITO_* variables, then from `overrides` that are not None.

    Raises SettingsError for a wrong value, naming key, value and choices.
    """
    values: dict[str, object] = {}
    for key in ("home", "database", "profile", "pack", "jobs", "language", "names_model", "indicator_model"):
        if (text := os.environ.get(f"SITO_{key.upper()}")) is not None:
            values[key] = _parse(key, text)
    values |= {k: v for k, v in overrides.items() if v is not None}
    known = {f.name for f in fields(Settings)}
    if unknown := set(values) - known:
        raise SettingsError(f"unknown settings: {', '.join(sorted(unknown))}")
    return Settings(**values)  # type: ignore[arg-type]


def _parse(key: str, text: str) -> object:
    if key in ("home", "pack"):
        return Path(text)
    if key in ("names_model", "indicator_model"):
        return Path(text) if text else None
    if key == "jobs":
        if not text.isdecimal():
            raise SettingsError(f"SITO_JOBS = {text!r}; it must be a whole number of at least 1")
        return int(text)
    return text


def make_home(settings: Settings) -> None:
    """Nothing; the home folder is there now. Raises SettingsError if it cannot be made or written to."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"SITO_HOME = {settings.home}: the folder cannot be made ({error.strerror})") from error
    if not os.access(settings.home, os.W_OK | os.X_OK):
        raise SettingsError(f"SITO_HOME = {settings.home}: nothing can be written into this folder")


def with_home(settings: Settings, home: Path) -> Settings:
    """The same settings with another home and its default database (for tests and demos)."""
    return replace(settings, home=home, database="")
