"""The configuration: what may stand in it, and what of it changes the output."""

import pytest

from tasks.errors import UsageError
from tasks.settings import Settings, load_settings


def load(tmp_path, text):
    (tmp_path / "winnow.toml").write_text(text)
    return load_settings(tmp_path / "winnow.toml")


def test_a_model_is_found_from_any_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = load(tmp_path, '[classifier]\nmodel = "my/model"\nbias = 1.3\n')
    assert settings.classifier.model == str(tmp_path / "my" / "model")
    assert settings.classifier.bias == 1.3
    assert load(tmp_path, "[classifier]\nbias = 2\n").classifier.model == ""


def test_where_the_model_lies_changes_no_output_and_the_bias_does(tmp_path):
    plain = Settings().output_key()
    assert load(tmp_path, '[classifier]\nmodel = "elsewhere"\n').output_key() == plain
    assert load(tmp_path, "[classifier]\nbias = 1.3\n").output_key() != plain
    assert load(tmp_path, 'engine = "trafilatura"\n').output_key() != plain


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[classifier]\nbias = 0\n", r"classifier.bias = 0: .* greater than 0"),
        ("[classifier]\nbais = 1\n", r"unknown key 'classifier.bais'; the keys here are bias, model"),
        ("[classifier]\nmodel = 3\n", r"classifier.model = 3"),
        ('engine = "magic"\n', r"engine = 'magic'"),
        ("[limits]\nrecord_cpu_seconds = inf\n", r"limits.record_cpu_seconds = inf: .* finite"),
        ("limits = 3\n", r"limits is a section: write \[limits\]"),
    ],
)
def test_a_wrong_value_is_named(tmp_path, text, says):
    with pytest.raises(UsageError, match=says):
        load(tmp_path, text)


def test_a_file_that_an_editor_began_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "winnow.toml").write_bytes(b"\xef\xbb\xbfremoval_budget = 0.5\n")
    assert load_settings(tmp_path / "winnow.toml").removal_budget == 0.5


def test_a_link_to_settings_that_are_gone_is_a_mistake(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()
    (tmp_path / "winnow.toml").symlink_to("gone.toml")
    with pytest.raises(UsageError, match=r"winnow.toml: the configuration cannot be read: No such file"):
        load_settings()
