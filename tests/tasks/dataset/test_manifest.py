"""The manifest: what is written is read, also what an earlier Winnow wrote."""

import json

import pytest

from tasks.dataset.manifest import FILE, Manifest, Model, SourceEntry, read_manifest, write_manifest

SOURCE = SourceEntry("raw/a.txt", "0" * 64, 10, "f" * 12, ("part",), records=1, documents=1, raw_words=4, kept_words=3)


@pytest.mark.parametrize("model", [Model("d" * 64, ""), Model("d" * 64, "/srv/model"), None])
def test_a_manifest_comes_back_as_it_was(tmp_path, model):
    manifest = Manifest("v1", "run", "2026-11-22T01:00:00+00:00", "0.1.0", "f" * 12, {}, None, (SOURCE,), model)
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


def test_a_manifest_from_before_there_was_a_model_can_be_read(tmp_path):
    write_manifest(tmp_path, Manifest("v1", "run", "2026-11-22T01:00:00+00:00", "0.1.0", "f" * 12, {}, None, (SOURCE,)))
    content = json.loads((tmp_path / FILE).read_text())
    del content["model"]
    (tmp_path / FILE).write_text(json.dumps(content))
    assert read_manifest(tmp_path).model is None
    assert read_manifest(tmp_path).sources == (SOURCE,)
