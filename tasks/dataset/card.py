"""The dataset card: what a version holds, for a person or a hub that opens its folder."""

from __future__ import annotations

from pathlib import Path

from tasks.dataset.manifest import Manifest, write_atomically
from tasks.dataset.schemas import TABLES


def write_card(version: Path, manifest: Manifest) -> None:
    """Write `README.md` into a version's folder."""
    write_atomically(version / "README.md", card(manifest))


def card(manifest: Manifest) -> str:
    """The card as Markdown, with the front matter that dataset hubs read."""
    counts = manifest.counts
    removed = 1 - counts["kept_words"] / counts["raw_words"] if counts["raw_words"] else 0.0
    configs = "\n".join(f"  - config_name: {table}\n    data_files: {table}/*.parquet" for table in TABLES)
    columns = "\n".join(
        f"\n## {table}\n\n| column | type | meaning |\n| --- | --- | --- |\n"
        + "\n".join(
            f"| `{field.name}` | {field.type} | {(field.metadata or {})[b'description'].decode()} |" for field in schema
        )
        for table, schema in TABLES.items()
    )
    return f"""---
configs:
{configs}
---

# Clean web text, version {manifest.version}

Cleaned by Winnow {manifest.winnow_version} on {manifest.created}, run `{manifest.run_id}`, with code and settings
`{manifest.fingerprint}`. Version before: {manifest.previous or "none"}.

| what | count |
| --- | --- |
| sources | {len(manifest.sources):,} |
| records read | {counts["records_read"]:,} |
| documents | {counts["documents"]:,} |
| records in quarantine, each with its reason | {counts["quarantined"]:,} |
| words in the documents as read | {counts["raw_words"]:,} |
| of them removed or routed | {removed:.1%} |

Every line that is not in a document's `text` has a row in `decisions`; every record that is no document has a
row in `quarantine`. Lines are counted from 0, ranges are half-open. `report/index.html` shows all of it.
The texts keep the rights of their authors.
{columns}
"""
