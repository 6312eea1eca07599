from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, settings_from_environment


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("SITO_PROFILE", "SITO_NAMES_MODEL", "SITO_INDICATOR_MODEL"):
        monkeypatch.delenv(key, raising=False)


def test_hub_without_a_model_names_both_variables(monkeypatch):
    monkeypatch.setenv("SITO_PROFILE", "hub")
    with pytest.raises(SettingsError, match="SITO_NAMES_MODEL, SITO_INDICATOR_MODEL"):
        settings_from_environment()


@pytest.mark.parametrize("key", ["names_model", "indicator_model"])
def test_one_model_is_enough(monkeypatch, key):
    monkeypatch.setenv(f"SITO_{key.upper()}", "/models/мій")
    settings = settings_from_environment(profile="hub")
    assert getattr(settings, key) == Path("/models/мій")


def test_an_empty_variable_is_none(monkeypatch):
    monkeypatch.setenv("SITO_NAMES_MODEL", "")
    assert settings_from_environment().names_model is None
    with pytest.raises(SettingsError):
        settings_from_environment(profile="hub")


def test_other_profiles_need_no_model():
    assert Settings(profile="rules").names_model is None


def test_unknown_profile_names_the_choices():
    with pytest.raises(SettingsError, match="hub"):
        Settings(profile="cloud")
