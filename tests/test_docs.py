"""What is documented is so."""

import argparse
import re
import tomllib
from pathlib import Path

from flows.cli import _parser
from tasks.rules import families
from tasks.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NUMBERS = {24: "Twenty-four", 25: "Twenty-five", 26: "Twenty-six"}


def commands():
    action = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    return action.choices


def test_the_readme_names_every_command_and_option():
    table = [row for row in README.splitlines() if row.startswith("| `winnow ")]
    rows = {name: next(row for row in table if f"`winnow {name}" in row) for name in commands()}
    for name, parser in commands().items():
        options = {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}
        # What means the same to every command stands at `run`.
        assert options <= set(re.findall(r"--[a-z-]+", rows[name] + rows["run"])), name


def test_the_readme_counts_the_families():
    assert f"{NUMBERS[len(families())]} boilerplate families" in README


def test_the_configuration_shows_the_defaults():
    shown = tomllib.loads((ROOT / "winnow.toml").read_text(encoding="utf-8"))
    assert Settings.model_validate(shown) == Settings()
    assert shown == Settings().model_dump()


def test_every_threshold_of_the_audit_has_a_reason():
    for path in (ROOT / "expectations").glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert text.count('"type"') == len(re.findall(r'"reason": ".{20,}"', text)), path.name


def test_no_file_names_a_registry():
    hosts = re.compile(r"https?://[^/\s]*(?:pypi|pythonhosted|npmjs|debian)\b")
    for path in (ROOT / "locks").iterdir():
        assert not hosts.search(path.read_text(encoding="utf-8")), path.name
