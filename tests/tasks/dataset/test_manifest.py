"""The manifest: what is written is read."""

import pytest

from tasks.dataset.manifest import Manifest, Model, SourceEntry, read_manifest, write_manifest

SOURCE = SourceEntry("raw/a.txt", "0" * 64, 10, "f" * 12, ("part",), records=1, documents=1, raw_words=4, kept_words=3)


@pytest.mark.parametrize("model", [Model("d" * 64, ""), Model("d" * 64, "/srv/model")])
def test_a_manifest_comes_back_as_it_was(tmp_path, model):
    manifest = Manifest("v1", "run", "2026-11-22T01:00:00+00:00", "0.1.0", "f" * 12, {}, None, (SOURCE,), model)
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest
