"""HTML pages: blocks in reading order, each with the path, the links and the roles around it."""

from __future__ import annotations

import re
from array import array
from itertools import repeat

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from tasks.document import Document, Record
from tasks.line_passes import texts_of
from tasks.markup import MAX_MARKS, TAG_NUMBERS, Markup
from tasks.segment.hints import hints_of
from tasks.segment.roles import roles_of
from tasks.segment.scan import frames
from tasks.segment.slugs import without_slugs
from tasks.segment.walk import DOES, Walk, element

# As if they were not there: they stand in the middle of sentences.
_STRIPPED = frozenset({"script", "style", "svg", "iframe", "template"})
# Their content is not text, or not of this page. `noscript` stays: forums put their posts there.
_SKIPPED = frozenset({
    "math", "head", "object", "canvas", "audio", "video", "select", "datalist", "textarea", "map",
})  # fmt: skip
# Blocks that stand apart from their neighbours by a blank line.
_APART = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dialog", "details", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "main", "menu", "nav", "noscript", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
# Blocks that only begin a new line.
_NEW_LINE = frozenset({
    "button", "caption", "dd", "dt", "legend", "li", "option", "summary", "tbody", "tfoot", "thead", "tr",
})  # fmt: skip
# Elements without an end, as the HTML standard's serialisation has them.
_VOID_TAGS = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_RAW = frozenset({"xmp", "noembed", "noframes", "plaintext"})  # what looks like tags in them is text
# Case is ignored behind the first sign alone, to which a search skips then.
_OPEN_FRAME = re.compile(r"(<(?i:iframe)\b[^<>]{0,2000}>)(\s{0,100}</(?i:noscript))")

MAX_DEPTH = 400
"""Levels of markup kept in a path; pages nest some 40 deep, hostile ones millions."""

_DOES = {
    **dict.fromkeys(_NEW_LINE, "line"), **dict.fromkeys(_APART, "block"), **dict.fromkeys(_VOID_TAGS, "void"),
    **dict.fromkeys(_STRIPPED, "strip"), **dict.fromkeys(_SKIPPED, "skip"), **dict.fromkeys(_RAW, "raw"),
    "li": "item", "td": "cell", "th": "cell", "br": "break", "hr": "rule", "a": "nothing",
}  # fmt: skip
# What a list shows of its chosen item is not copied there: nobody asks for it, and each node would be looked at.
_OPTIONS = LexborDocumentOptions.WO_EVENTS.value
_ELEMENTS = {name.encode(): element(DOES[does], name == "a", name == "pre") for name, does in _DOES.items()}


def parse(html: str, utf8: bytes | None = None) -> LexborHTMLParser:
    """The tree of a page; any string has one. `utf8` is the same in UTF-8, where that is at hand."""
    whole = _as_html(html, utf8)
    return LexborHTMLParser(utf8 if utf8 is not None and whole is html else whole, options=_OPTIONS)


def segment_html(record: Record, tree: LexborHTMLParser | None = None) -> Document:
    """A page as a `Document` whose content is its visible text, one block a line.

    Table cells are joined by " | ", list items begin with "- ", code keeps its lines and indentation. `tree` is what
    `parse` made of the page, if that is known.
    """
    if tree is None:
        tree = parse(record.content, record.utf8)
    root = tree.body or tree.root
    assert root is not None  # any string has a tree
    walk = Walk(root.mem_id, _ELEMENTS, MAX_DEPTH, MAX_MARKS)
    marks = without_slugs(walk.kind_names, walk.kind_marks)
    lines = walk.lines(roles_of(walk.kind_names, marks))
    return Document(
        doc_id=record.doc_id,
        source_path=record.source_path,
        source_record=record.source_record,
        raw_sha256=record.raw_sha256,
        kind="html",
        content="\n".join(texts_of(lines)),
        lines=lines,
        counted=tuple(walk.words),
        fields=record.fields,
        repairs=record.repairs,
        markup=Markup(
            parent=walk.parent,
            depth=walk.depth,
            kind=walk.kind,
            kind_tag=array("i", map(TAG_NUMBERS.get, walk.kind_names, repeat(0))),
            kind_marks=marks,
            first_block=walk.first_block,
            block_element=walk.block_element,
            block_texts=walk.block_texts,
            block_linked=walk.block_linked,
            block_apart=walk.block_apart,
            hints=hints_of(record.source),
        ),
    )


def _as_html(html: str, utf8: bytes | None = None) -> str:
    """The page with what the parser would take for a text that ends nowhere closed, or opened."""
    source = html if utf8 is None else utf8
    if html[:100].lstrip("\ufeff \t\r\n").startswith("<?xml") and _XHTML in html[:_XHTML_WITHIN]:
        html = source = _SELF_CLOSED.sub(_closed, html)
    without, left_open = frames(source)
    if without:
        html = _FRAMES.sub("", html)
        _, left_open = frames(html)
    # `<noscript><iframe …/></noscript>` is closed: the rest would be the frame's fallback text.
    return _OPEN_FRAME.sub(r"\1</iframe>\2", html) if left_open else html


_XHTML = "http://www.w3.org/1999/xhtml"
_XHTML_WITHIN = 4096
# An element whose content is raw text, written as an empty one: in XML it is one, in HTML all that follows is in it.
# A script, whole, is stepped over: such a thing in a string of it would end it.
_ATTRIBUTES = r"""(?:[^<>"'/]|/(?!>)|"[^"<]{0,2000}"|'[^'<]{0,2000}'){0,2000}+"""
_SELF_CLOSED = re.compile(
    rf"<(script|style|title|iframe|textarea|noembed|noframes|xmp)(?=[\s/])({_ATTRIBUTES})/>"
    r"|<script\b[^<>]{0,2000}>(?:.*?</script|.*)",
    re.DOTALL,
)
# A page in frames as a browser without them reads it: a frame set has no text, and in `noframes` tags are text.
_FRAMES = re.compile(r"</?(?:noframes|frameset|frame)\b[^<>]{0,2000}>", re.IGNORECASE)


def _closed(element: re.Match[str]) -> str:
    return f"<{element[1]}{element[2]}></{element[1]}>" if element[1] else element[0]
