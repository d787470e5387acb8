"""Which part of a saved page is the page."""

import pytest

FRAME = "<html><body><p>An advertisement for ropes.</p></body></html>"
PAGE = "<html><body><p>The boats lay at the pier.</p></body></html>"


def saved(*parts, start=None, location=None):
    """A message of (content type, id, content) each at an address of its id's name."""
    lines = [f"Snapshot-Content-Location: {location}"] if location else []
    begins = f'; start="{start}"' if start else ""
    lines.append(f'Content-Type: multipart/related; type="text/html"{begins}; boundary="edge"')
    for content_type, name, content in parts:
        lines += ["", "--edge", f"Content-Type: {content_type}", f"Content-ID: <{name}>"]
        lines += [f"Content-Location: https://{name}.example/", "", content]
    return "\r\n".join([*lines, "--edge--", ""]).encode()


@pytest.mark.parametrize(
    "data",
    [
        saved(("text/html", "page", PAGE), ("text/html", "frame", FRAME)),
        saved(("text/html", "frame", FRAME), ("text/html", "page", PAGE), start="<page>"),
        saved(("text/html", "frame", FRAME), ("text/html", "page", PAGE), start="page"),
        saved(("text/html", "frame", FRAME), ("text/html", "page", PAGE), location="https://page.\r\n example/"),
        saved(("application/xhtml+xml", "page", PAGE), ("text/html", "frame", FRAME)),
        saved(("image/png", "dot", "x"), ("text/html", "page", PAGE), start="<dot>"),
        saved(("image/png", "dot", "x"), ("text/html", "page", PAGE), start="<none>", location="https://none.example/"),
    ],
)
def test_the_page_is_the_part_that_the_message_says(items, data):
    (found,) = items(data, "a.mhtml")
    assert found.content.strip() == PAGE


def test_a_message_without_a_page_is_a_row(items):
    (found,) = items(saved(("image/png", "dot", "x"), ("text/plain", "note", "A note.")), "a.mht")
    assert found.reason == "no_content"
