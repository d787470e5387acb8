"""The report's numbers against the tables it was made from, and what it does with hostile or missing input."""

import json
import time
from html.parser import HTMLParser

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from report_cases import hostile_version

from tasks.dataset.schemas import DECISIONS, DOCUMENTS
from tasks.report.page import SAMPLE_LINES, write_report


class Page(HTMLParser):
    """Tables by id as lists of rows of cell texts, texts by id, and all tags with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.tags, self.ids, self.text = {}, [], {}, []
        self._table = self._cell = self._id = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        if tag == "table":
            self._table = self.tables.setdefault(attributes.get("id"), [])
        elif tag == "tr":
            self._table.append([])
        elif tag in {"th", "td"}:
            self._cell = []
        if tag not in {"meta", "br", "input", "link"}:
            self._id = attributes.get("id")

    def handle_endtag(self, tag):
        if tag in {"th", "td"}:
            self._table[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data):
        self.text.append(data)
        if self._cell is not None:
            self._cell.append(data)
        if self._id and data.strip():
            self.ids.setdefault(self._id, data.strip())


def page_of(folder):
    html = write_report(folder.path if hasattr(folder, "path") else folder).read_text(encoding="utf-8")
    return Page(html), html


def test_headline_numbers_are_those_of_the_tables(rich_version):
    page, _ = page_of(rich_version.write())
    assert page.ids["n-records"] == "7"
    assert page.ids["n-documents"] == "4"
    assert page.ids["n-quarantined"] == "3"
    assert page.ids["n-removed"] == "25.8 %"  # 460 of 620 words kept
    text = " ".join("".join(page.text).split())
    assert "460 of 620 kept" in text
    assert "2019–2024 2 of 4 dated" in text
    assert "Made 2026-11-21 23:12 UTC, the first version" in text
    assert "abcdef012345" in text
    assert "Do not trust" not in text


def test_families_count_words_lines_documents_and_rules(rich_version):
    page, _ = page_of(rich_version.write())
    header, *rows = page.tables["family-table"]
    assert header[0] == "Family"
    assert rows == [
        ["newsletter", "10", "0", "4", "0", "2", "newsletter.prompt 7newsletter.brief 3",
         "Sign up for our newsletter ↵ ↵ No thanks"],
        ["cookie banner", "8", "0", "1", "0", "1", "cookie_banner.rule 8", "We use cookies to improve your visit here"],
        ["caption", "0", "5", "0", "1", "1", "caption.rule 5", "A trawler at the quay"],
    ]  # fmt: skip
    text = " ".join("".join(page.text).split())
    assert "23 words in 6 lines were taken" in text
    assert "Protected by a vote to keep them: 1 line as title." in text


def test_a_family_with_many_rules_names_those_that_took_most_and_cuts_its_example(version):
    version.document("d", 10, 5)
    version.document("e", 10, 5)
    for i, (doc_id, words) in enumerate([("e", 40), ("d", 5), ("d", 9), ("d", 2), ("d", 1)]):
        version.decision(
            doc_id,
            "ads",
            " ".join(["advert"] * words),
            part=int(doc_id == "d"),
            rule_id=f"ads.{words}",
            line_start=i,
            line_end=i + 1,
        )
    version.decision("d", "ads", "an earlier\u00a0page", part=1, rule_id="ads.40")
    page, _ = page_of(version.write())
    (row,) = page.tables["family-table"][1:]
    assert row == ["ads", "60", "0", "6", "0", "2", "ads.40 43ads.9 9ads.5 5and 2 more", "an earlier page"]
    long = "word " * 60
    version.decision("a", "ads", long, part=8, rule_id="ads.40")
    page, _ = page_of(version.write())
    assert page.tables["family-table"][1][-1] == " ".join((long[:120] + "…").split())


def test_bars_are_as_long_as_their_numbers(rich_version):
    page, _ = page_of(rich_version.write())
    rects = [a for tag, a in page.tags if tag == "rect"]
    widths = {
        a["class"]: a["width"] for a in rects if a["class"] in {"solid f0", "solid f1", "ghost f2"} and "x" not in a
    }
    assert widths["solid f0"] == "100.0%"
    assert widths["solid f1"] == "80.0%"
    assert {"class": "ghost f2", "x": "0.0%", "width": "50.0%", "height": "100%"} in rects


def test_sites_by_name_then_host_then_folder(rich_version):
    page, _ = page_of(rich_version.write())
    assert [row[:4] for row in page.tables["site-table"][1:]] == [
        ["Harbour Post", "2", "400", "20.0 %"],
        ["dike.example", "1", "50", "50.0 %"],
        ["dumps/old", "1", "10", "50.0 %"],
    ]


def test_more_sites_than_fit_are_counted(version):
    for i in range(45):
        version.document(f"{i:032x}", 10, 0, sitename=f"Site {i:02}")
    page, _ = page_of(version.write())
    assert len(page.tables["site-table"]) == 31
    assert "15 more sites with 15 documents." in " ".join("".join(page.text).split())


def test_metadata_counts_values_not_empty_ones(rich_version):
    page, _ = page_of(rich_version.write())
    rows = {row[0]: row[1:3] for row in page.tables["metadata-table"][1:]}
    assert rows["title"] == ["2", "50.0 %"]  # one is null, one an empty string
    assert rows["authors"] == ["1", "25.0 %"]
    assert rows["published"] == ["2", "50.0 %"]
    assert rows["captions"] == ["1", "25.0 %"]
    assert rows["page type"] == ["0", "0.0 %"]


def test_languages_with_the_unknown_ones(rich_version):
    page, _ = page_of(rich_version.write())
    assert [row[:4] for row in page.tables["language-table"][1:]] == [
        ["en", "2", "400", "0.98"],
        ["not known", "1", "10", "–"],
        ["nl", "1", "50", "0.80"],
    ]


def test_quarantine_by_reason_with_examples(rich_version):
    page, _ = page_of(rich_version.write())
    assert page.tables["quarantine-table"][1:] == [
        ["not json", "read", "2", "raw/broken.jsonl, record 17: line 17raw/broken.jsonl, record 4: line 4"],
        ["duplicate", "deduplicate", "1", "raw/twice.txt, record 0: the same bytes (repeats document a1)"],
    ]


def test_quarantine_shows_three_examples_of_many_in_order_of_path(version):
    for i in reversed(range(9)):
        version.add("quarantine", part=i % 2, source_path=f"raw/{i}.bin", reason="not_text")
    page, _ = page_of(version.write())
    (row,) = page.tables["quarantine-table"][1:]
    assert row[2:] == ["9", "raw/0.bin, record 0raw/1.bin, record 0raw/2.bin, record 0"]


def test_audit_shows_failures_errors_reasons_and_examples(rich_version):
    page, _ = page_of(rich_version.write())
    text = " ".join("".join(page.text).split())
    assert "Audit failed: 1 expectation does not hold, 1 could not be checked" in text
    rows = page.tables[None]
    failed = next(row for row in rows if row[0] == "✗ fail")
    assert failed[1] == "removed_ratio column values to be between max value: 0.95; min value: 0; mostly: 0.99"
    assert failed[2:] == ["Of the labelled pages one in a hundred loses more.", "12", "0.970.991.0"]
    broken = next(row for row in rows if row[0] == "! error")
    assert broken[4] == "MetricResolutionError: no such column"
    assert sum(row[0] == "✓ pass" for row in rows) == 2


def test_without_an_audit_the_page_says_so(rich_version):
    rich_version.audit = None
    page, _ = page_of(rich_version.write())
    assert "The audit has not run on this version" in "".join(page.text)
    assert "Audit passed" not in "".join(page.text)


def test_sources_with_trouble_come_first(rich_version):
    page, _ = page_of(rich_version.write())
    assert page.tables["source-table"][1:] == [
        ["raw/broken.jsonl", "3.5 kB", "3", "0", "3", "00001", "cd" * 6],
        ["raw/samples/harbour.html", "120.0 kB", "4", "4", "0", "00000", "ab" * 6],
    ]


def test_samples_show_every_line_with_its_fate(rich_version):
    page, html = page_of(rich_version.write())
    assert html.index("Nineteen trawlers leave at dawn</h3>") < html.index("Dike closed</h3>")
    fates = [a["class"].split()[1] for tag, a in page.tags if tag == "li" and a.get("class", "").startswith("line ")]
    # Twice the legend (dropped, routed), then the ten visible lines of the first, then the second's.
    first = ["drop", "drop", "gap", "keep", "gap", "route", "keep", "gap", "keep", "drop", "drop", "keep", "route"]
    assert fates == ["drop", "route", *first, "drop", "route", "drop", "keep", "keep"]
    assert html.count("<del ") == 5


def test_at_most_twenty_samples_those_with_the_smallest_ids(version):
    version.document("d", 1, 0)
    samples = [{"doc_id": f"{i:02}", "title": f"Sample {i:02}", "lines": []} for i in range(30)]
    version.samples = {0: samples[15:], 1: samples[:15]}
    _, html = page_of(version.write())
    assert html.count('<details class="sample"') == 20
    assert "Sample 19" in html
    assert "Sample 20" not in html


def test_a_long_sample_is_cut_and_says_so(version):
    version.document("d", 1, 0)
    line = {"text": "word", "action": "keep"}
    version.samples = {0: [{"doc_id": "d", "lines": [line] * (SAMPLE_LINES + 7)}]}
    page, html = page_of(version.write())
    assert html.count('<li class="line keep') == SAMPLE_LINES
    assert "7 more lines are not shown here" in "".join(page.text)


def test_an_empty_dataset_has_a_page(version):
    page, _ = page_of(version.write())
    text = " ".join("".join(page.text).split())
    assert page.ids["n-documents"] == "0"
    assert page.ids["n-removed"] == "–"
    for sentence in (
        "No rule took a line of any document.", "There are no samples in this version.",
        "No documents, so no sites.", "No record was quarantined.", "The manifest names no sources.",
    ):  # fmt: skip
        assert sentence in text


def test_a_version_that_contradicts_its_manifest_is_called_out(rich_version):
    counts = {**rich_version.manifest()["counts"], "records_read": 9}
    page, _ = page_of(rich_version.write(counts=counts))
    assert "records read: the manifest says 9, the tables hold 7" in "".join(page.text)


def test_the_same_folder_gives_the_same_bytes_and_no_leftovers(rich_version):
    folder = rich_version.write()
    first = write_report(folder).read_bytes()
    assert write_report(folder).read_bytes() == first
    assert [path.name for path in (folder / "report").iterdir()] == ["index.html"]


def test_a_failed_write_leaves_the_old_page(rich_version, monkeypatch):
    folder = rich_version.write()
    first = write_report(folder).read_bytes()

    def no_space(*_):
        raise OSError("no space left")

    monkeypatch.setattr("tasks.report.page.os.replace", no_space)
    with pytest.raises(OSError, match="no space"):
        write_report(folder)
    assert [path.name for path in (folder / "report").iterdir()] == ["index.html"]
    assert (folder / "report" / "index.html").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("manifest.json", None, "manifest.json is not there"),
        ("manifest.json", "{", "manifest.json is not JSON"),
        ("manifest.json", "{}", "manifest.json: version: Field required"),
        ("audit.json", '{"success": true, "suites": [{"table": "documents"}]}', "audit.json: suites.0.success"),
        ("samples/part-00000.json", '[{"lines": []}]', "part-00000.json: 0.doc_id"),
    ],
)
def test_a_malformed_folder_is_named_in_one_line(rich_version, name, content, message):
    folder = rich_version.write()
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content)
    with pytest.raises(ValueError, match=message) as caught:
        write_report(folder)
    assert "\n" not in str(caught.value)


def test_hostile_text_is_only_text(version):
    page, html = page_of(hostile_version(version))
    ours = {
        "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section", "div", "p",
        "h1", "h2", "h3", "a", "b", "em", "strong", "span", "code", "del", "br", "ul", "ol", "li", "dl", "dt", "dd",
        "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "input", "label",
        "svg", "rect",
    }  # fmt: skip
    assert {tag for tag, _ in page.tags} <= ours
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"style", "src", "srcset"}}
    assert all(a["href"].startswith("#") for tag, a in page.tags if "href" in a)
    assert sum(tag == "style" for tag, _ in page.tags) == 1
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(html)
    assert "49" not in html.split("{{ 7 * 7 }}")[1][:10]
    assert len(html) < 3_000_000


def test_nothing_on_the_page_leads_elsewhere(rich_version):
    page, _ = page_of(rich_version.write())
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("'; base-uri 'none'; form-action 'none'")
    assert not [tag for tag, _ in page.tags if tag in {"script", "link", "img", "iframe", "object", "form", "base"}]


def test_tables_and_headings_are_semantic(rich_version):
    page, _ = page_of(rich_version.write())
    assert next(a for tag, a in page.tags if tag == "html")["lang"] == "en"
    assert all(a.get("scope") in {"col", "row"} for tag, a in page.tags if tag == "th")
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for _, a in page.tags if "href" in a} <= set(ids)
    assert {a[name] for _, a in page.tags for name in ("aria-labelledby", "for") if name in a} <= set(ids)


def test_a_hundred_thousand_documents_take_seconds(version):
    rows, each = 100_000, 10
    folder = version.write()
    constant = {"source_path": "raw/a.txt", "source_record": "0", "text": "a text", "raw_sha256": "0", "winnow_version": "0",
                "run_id": "r", "url": "https://news.example/a", "language": "en", "title": "T"}  # fmt: skip
    ids = pa.array([f"{i:032x}" for i in range(rows)])
    empty = pa.array([[]] * rows, DOCUMENTS.field("authors").type)
    columns = {
        "doc_id": ids, "word_count": pa.repeat(pa.scalar(300, pa.int32()), rows),
        "raw_char_count": pa.repeat(pa.scalar(3_000, pa.int32()), rows),
        "removed_ratio": pa.repeat(pa.scalar(0.25, pa.float32()), rows),
        **dict.fromkeys(("authors", "categories", "tags", "captions"), empty),
        **{name: pa.repeat(value, rows) for name, value in constant.items()},
    }  # fmt: skip
    arrays = [columns.get(f.name, pa.nulls(rows, f.type)) for f in DOCUMENTS]
    pq.write_table(pa.Table.from_arrays(arrays, schema=DOCUMENTS), folder / "documents" / "part-00000.parquet")
    for part in range(each):
        decisions = {
            "doc_id": ids, "line_start": pa.repeat(pa.scalar(part, pa.int32()), rows),
            "line_end": pa.repeat(pa.scalar(part + 1, pa.int32()), rows), "action": pa.repeat("drop", rows),
            "family": pa.repeat(f"family_{part}", rows), "rule_id": pa.repeat("a.rule", rows),
            "rule_version": pa.repeat(pa.scalar(1, pa.int32()), rows), "score": pa.repeat(pa.scalar(0.9, pa.float32()), rows),
            "evidence": pa.repeat("said so", rows), "text": pa.repeat("ten words of some line that nobody wanted to read", rows),
        }  # fmt: skip
        pq.write_table(
            pa.Table.from_arrays([decisions[f.name] for f in DECISIONS], schema=DECISIONS),
            folder / "decisions" / f"part-{part:05}.parquet",
        )
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["counts"] |= {"records_read": rows, "documents": rows, "raw_words": 400 * rows, "kept_words": 300 * rows}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    start = time.process_time()
    page, _ = page_of(folder)
    # 100,000 documents and a million decisions: 2 s of CPU when this was written.
    assert time.process_time() - start < 40
    assert page.tables["site-table"][1][:4] == ["news.example", "100,000", "30,000,000", "25.0 %"]
    assert page.tables["family-table"][1][:6] == ["family 0", "1,000,000", "0", "100,000", "0", "100,000"]
    assert "Do not trust" not in "".join(page.text)
