"""HTML pages: blocks in reading order, each with the path, the links and the roles around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.document import Document, Line, Record
from tasks.markup import TAG_NUMBERS, Markup, marks_of
from tasks.segment.hints import hints_of
from tasks.segment.roles import TAGS_WITH_ROLES, roles_of

# Their content is not text, or not of this page. `noscript` stays: forums put their posts there.
_SKIPPED = frozenset({
    "script", "style", "template", "svg", "math", "head", "iframe", "object", "canvas", "audio", "video",
    "select", "datalist", "textarea", "map", "-comment", "_comment", "-doctype", "!--", "!doctype",
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
_BREAKS = _APART | _NEW_LINE
_OPEN_FRAME = re.compile(r"(<iframe\b[^<>]{0,2000}>)(\s{0,100}</noscript)", re.IGNORECASE)
_CELLS = frozenset({"td", "th"})
_IN_PATH = _BREAKS | _CELLS
_SPACE = re.compile(r"[ \t\r\n\f\u200b]+")
# A text without these needs no normalising.
_UNEVEN = re.compile(r"[\t\r\n\f\u200b]|  ")

MAX_DEPTH = 400
"""Levels of markup kept in a path; pages nest some 40 deep, hostile ones millions."""

_Scope = tuple[int, str, frozenset[str], bool, bool, int]
"""An open element's number, and what it gives to the text inside it: path, roles, whether in a link, whether
preformatted, depth. A bare tuple: one is made for each of some 1,200 elements a page."""


@dataclass(slots=True)
class _Page:
    """The lines written so far, and the one being written."""

    lines: list[Line] = field(default_factory=list)
    markup: Markup = field(default_factory=Markup)
    at: int = 0
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    chars: int = 0
    scope: _Scope = (-1, "", frozenset(), False, False, 0)
    prefix: str = ""
    blank: bool = False

    def write(self, text: str, scope: _Scope) -> None:
        self.parts.append(text)
        visible = len(text.strip())
        if visible:
            if not self.chars:
                # The first visible text says which block the line belongs to.
                self.scope = scope
            self.chars += visible
            if scope[3]:
                self.linked += visible

    def write_preformatted(self, text: str, scope: _Scope) -> None:
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self.write(first, scope)
        for line in rest:
            self.end_line(apart=not self.chars)
            self.write(line, scope)

    def end_line(self, apart: bool) -> None:
        if self.parts:
            if self.chars:
                self._end_text()
            self.parts, self.linked, self.chars = [], 0, 0
        self.blank |= apart

    def _end_text(self) -> None:
        text = "".join(self.parts)
        element, path, roles, _, pre, _ = self.scope
        if not pre:
            text = (_SPACE.sub(" ", text) if _UNEVEN.search(text) else text).strip(" ")
        if not text.strip().strip("|").strip():
            return
        lines, markup = self.lines, self.markup
        blank = self.blank and bool(lines)
        if blank:
            lines.append(Line("", self.at, self.at))
            self.at += 1
        text = self.prefix + (text.rstrip() if pre else text)
        end = self.at + len(text)
        indent = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
        lines.append(Line(text, self.at, end, indent, int(blank), path, self.linked / self.chars, roles))
        markup.block_element.append(element)
        self.at = end + 1
        self.prefix = ""
        self.blank = False


def segment_html(record: Record) -> Document:
    """A page as a `Document` whose content is its visible text, one block a line.

    Table cells are joined by " | ", list items begin with "- ", code keeps its lines and indentation.
    """
    tree = LexborHTMLParser(_with_closed_frames(record.content))
    page = _walk(tree.body or tree.root)
    page.markup.hints = hints_of(record.content)
    return Document(
        doc_id=record.doc_id,
        source_path=record.source_path,
        source_record=record.source_record,
        raw_sha256=record.raw_sha256,
        kind="html",
        content="\n".join(line.text for line in page.lines),
        lines=tuple(page.lines),
        fields=record.fields,
        repairs=record.repairs,
        markup=page.markup,
    )


def _with_closed_frames(html: str) -> str:
    """The page with `<noscript><iframe …/></noscript>` closed: the rest would be the frame's fallback text."""
    return _OPEN_FRAME.sub(r"\1</iframe>\2", html) if "<noscript" in html and "<iframe" in html else html


def _walk(root: LexborNode | None) -> _Page:
    """Every visible text of the tree, in document order, with an explicit stack: pages nest beyond Python's.

    One long loop: a function call for each of a page's 2,700 nodes would double the time of segmenting.
    """
    page = _Page()
    if root is None:
        return page
    markup = page.markup
    add_parent, add_depth, add_tag = markup.parent.append, markup.depth.append, markup.tag.append
    add_marks, add_first_block, blocks = markup.marks.append, markup.first_block.append, markup.block_element
    # An entry is a node to open with the scope around it, or an element's name whose end is reached; told apart by
    # its class, which a type checker does not follow and `isinstance` takes twice as long for.
    stack: list[Any] = [(root, page.scope)]
    push, pop = stack.append, stack.pop
    node: LexborNode
    outer: _Scope
    while stack:
        entry = pop()
        if entry.__class__ is str:
            page.end_line(entry in _APART)
            if entry == "li":
                page.prefix = ""
            continue
        node, outer = entry
        name = node.tag or ""
        if name == "-text":
            text = node.text_content or ""
            if outer[4]:
                page.write_preformatted(text, outer)
            elif text.isspace():
                if page.chars:
                    page.parts.append(" ")
            else:
                page.write(text, outer)
            continue
        if name in _SKIPPED:
            continue
        above, path, roles, in_link, pre, depth = outer
        element = len(markup.parent)
        add_parent(above)
        add_depth(depth)
        add_tag(TAG_NUMBERS.get(name, 0))
        add_first_block(len(blocks))
        attributes = node.attributes
        marks = marks_of(attributes) if attributes else ""
        add_marks(marks)
        if name in _BREAKS:
            push(name)
            page.end_line(name in _APART)
            if name == "li":
                page.prefix = "- "
        elif name in _CELLS:
            if page.chars:
                page.parts.append(" | ")
        elif name == "br":
            page.end_line(False)
        if name in _IN_PATH and depth < MAX_DEPTH:
            path = f"{path}/{name}"
        if name == "body":
            roles = frozenset()
        elif (marks or name in TAGS_WITH_ROLES) and (added := roles_of(name, marks)):
            roles = roles | added
        scope = (element, path, roles, in_link or name == "a", pre or name == "pre", depth + 1)
        child = node.last_child
        while child is not None:
            push((child, scope))
            child = child.prev
    page.end_line(False)
    return page
