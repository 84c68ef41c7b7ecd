"""The configuration file: found, read, and its mistakes named."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbookc import config


def load(folder: Path, text: str, name: str = config.FILE) -> config.Config:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def test_everything_that_may_stand_there(tmp_path: Path) -> None:
    text = """
sources = ["docs"]
output = "out"
exclude = ["drafts/**"]
locales = ["fr-FR"]
reference = "en-US"
protected = ["Unhealthy"]
termbase = "terms.tsv"
baseline = "baseline.json"
fail-on = "error"
level = "warning"
min-confidence = 0.5
[rules]
disable = ["TYP", "NUM001"]
[levels]
LNK = "note"
"""
    read = load(tmp_path, text)
    assert read.reference == "en-US"
    assert read.resolve(read.baseline or "") == tmp_path / "baseline.json"
    settings = read.settings()
    assert not settings.wants("TYP001")
    assert not settings.wants("NUM001")
    assert settings.wants("NUM002")
    assert settings.level("LNK001", "error") == "note"
    assert settings.min_confidence == 0.5
    assert settings.min_level == "warning"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('refrence = "en-US"', "unknown key refrence (did you mean reference?)"),
        ("min_confidence = 0.5", "did you mean min-confidence?"),
        ("[rules]\ndisbale = []", "unknown key rules.disbale (did you mean disable?)"),
        ('[rules]\ndisable = ["STR01"]', "unknown rule STR01 (did you mean STR"),
        ('[levels]\nCMD004 = "fatal"', "levels are error, warning, note"),
        ("min-confidence = 2", "min-confidence"),
        ('locales = "fr-FR"', "locales"),
        ("folder = 'x'", "unknown key folder"),
        ("= 3", "is no TOML"),
    ],
)
def test_a_mistake_is_named_with_the_file(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(config.ConfigError) as error:
        load(tmp_path, text)
    assert told in str(error.value)
    assert config.FILE in str(error.value)


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.runbookc]\nreference = "de-DE"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert config.load(start=below).reference == "de-DE"
    (tmp_path / "a" / config.FILE).write_text('reference = "fr-FR"\n')
    assert config.load(start=below).reference == "fr-FR"


def test_a_project_without_a_table_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert config.find(tmp_path) != tmp_path / "pyproject.toml"


def test_no_file_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "find", lambda start: None)
    assert config.load(start=tmp_path) == config.Config()
