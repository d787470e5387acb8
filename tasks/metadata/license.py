"""Under which license the text may be used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.characters import Searched
from tasks.metadata.cleaning import one_line
from tasks.metadata.url import web_address

LONGEST = 200

_CC_URL = re.compile(
    r"creativecommons\.org/(?:licen[sc]es/(?P<kind>by(?:-(?:nc|sa|nd)){0,2})(?:/(?P<version>\d\.\d))?"
    r"|publicdomain/(?P<public>zero|mark)(?:/(?P<public_version>\d\.\d))?)",
    re.IGNORECASE,
)
_CC_NAME = re.compile(r"\bCC[ -](?P<kind>BY(?:[ -](?:NC|SA|ND)){0,2})(?:[ -](?P<version>\d\.\d))?\b")
_CC_WORDS = re.compile(
    r"creative commons (?P<kind>attribution(?:[ -]{1,3}(?:non-?commercial|share-?alike|no-?deriv\w{0,8})){0,2})"
    r"(?:[ -]{1,3}(?P<version>\d\.\d))?",
    re.IGNORECASE,
)
_SIGNS = ("CC", "reative", "REATIVE")
"""One of which is in every name of a license."""
_PARTS = (("noncommercial", "NC"), ("sharealike", "SA"), ("noderiv", "ND"))


def candidates(page: Page) -> Iterator[Candidate[str]]:
    """From fields, `rel=license`, JSON-LD, rights tags, and lines that name a Creative Commons license."""
    for _, value in page.given("license", "licence"):
        yield from _some(value, "field:license", GIVEN)
    if page.head is not None:
        for value in page.head.links.get("license", ())[:1]:
            yield from _some(value, "link:license", 0.9)
        for mark in page.head.marks:
            if mark.kind == "license":
                yield from _some(mark.value, f"markup:{mark.name}", 0.85 if mark.name == "rel=license" else 0.7)
        for node in page.head.graph.nodes:
            if node.is_article or node.is_page or node.is_thing:
                for value in page.head.graph.strings(node, "license"):
                    yield from _some(value, "json-ld:license", 0.88)
        for name in ("dc.rights", "dcterms.license", "dcterms.rights", "dc.rights.license", "copyright"):
            for value in page.head.meta.get(name, ())[:1]:
                # A rights tag mostly says who, not under which terms.
                if (license_ := creative_commons(value)) is not None:
                    yield Candidate(license_, f"meta:{name}", 0.8)
    said = Searched(page.document.content)  # most name none, and have hundreds of such lines
    for line in page.lines.taken_with(_SIGNS) if any(sign in said for sign in _SIGNS) else ():
        if line.family not in {"comment", "caption", "credit"}:
            found = creative_commons(line.text[:600])
            if found is not None:
                yield Candidate(found, f"line:{line.family}", 0.6)


def creative_commons(text: str) -> str | None:
    """The Creative Commons license that `text` names or links, as "CC BY-SA 4.0"; None without one."""
    url = _CC_URL.search(text)
    if url and url["public"]:
        name = "CC0" if url["public"].lower() == "zero" else "Public Domain Mark"
        return " ".join(filter(None, (name, url["public_version"])))
    match = url or _CC_NAME.search(text)
    if match:
        kind = match["kind"].upper().replace(" ", "-")
    else:
        match = _CC_WORDS.search(text)
        if match is None:
            return None
        words = match["kind"].lower().replace("-", "").replace(" ", "")
        kind = "-".join(["BY", *(short for word, short in _PARTS if word in words)])
    return " ".join(filter(None, ("CC", kind, match["version"])))


def _some(value: str, source: str, score: float) -> Iterator[Candidate[str]]:
    text = one_line(value, LONGEST + 1)
    found = creative_commons(text)
    if found is not None:
        yield Candidate(found, source, score)
    elif web_address(text) or (0 < len(text) <= LONGEST and "://" not in text and ":" not in text[:12]):
        # "javascript:" and the like are no license.
        yield Candidate(text, source, score - 0.1)
