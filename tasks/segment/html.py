"""HTML pages: blocks in reading order, each with the path, the links and the roles around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.document import Document, Line, Record
from tasks.segment.roles import roles_of

# Their content is not text, or not of this page. `noscript` stays: forums put their posts there.
_SKIPPED = {
    "script", "style", "template", "svg", "math", "head", "iframe", "object", "canvas", "audio", "video",
    "select", "datalist", "textarea", "map", "-comment", "_comment", "-doctype",
}  # fmt: skip
# Blocks that stand apart from their neighbours by a blank line.
_APART = {
    "address", "article", "aside", "blockquote", "body", "center", "dialog", "details", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "main", "menu", "nav", "noscript", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
# Blocks that only begin a new line.
_NEW_LINE = {
    "button",
    "caption",
    "dd",
    "dt",
    "legend",
    "li",
    "option",
    "summary",
    "tbody",
    "tfoot",
    "thead",
    "tr",
}
_CELLS = {"td", "th"}
_SPACE = re.compile(r"[ \t\r\n\f\u200b]+")

MAX_DEPTH = 400
"""Levels of markup kept in a path; pages nest some 40 deep, hostile ones millions."""


@dataclass(slots=True)
class _Scope:
    """One open element."""

    path: str
    roles: frozenset[str]
    in_link: bool
    pre: bool


@dataclass(slots=True)
class _Lines:
    """The lines written so far, and the one being written."""

    lines: list[Line] = field(default_factory=list)
    at: int = 0
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    length: int = 0
    scope: _Scope | None = None
    prefix: str = ""
    blank: bool = False

    def write(self, text: str, scope: _Scope) -> None:
        if not self.length:
            # The first visible text says which block the line belongs to.
            self.scope = scope
        self.parts.append(text)
        visible = len(text) - text.count(" ")
        self.length += visible
        if scope.in_link:
            self.linked += visible

    def end_line(self, apart: bool = False) -> None:
        text = "".join(self.parts)
        scope = self.scope
        if scope is not None and not scope.pre:
            text = _SPACE.sub(" ", text).strip(" ")
        if scope is not None and text.strip().strip("|").strip():
            if self.blank and self.lines:
                self._append("", None)
            self._append(self.prefix + (text.rstrip() if scope.pre else text), scope)
            self.prefix = ""
            self.blank = False
        self.blank |= apart
        self.parts, self.linked, self.length, self.scope = [], 0, 0, None

    def _append(self, text: str, scope: _Scope | None) -> None:
        self.lines.append(
            Line(
                text=text,
                start=self.at,
                end=self.at + len(text),
                indent=len(text) - len(text.lstrip()),
                blank_before=int(bool(self.lines) and self.lines[-1].text == ""),
                path=scope.path if scope else None,
                link_share=self.linked / self.length if scope and self.length else None,
                roles=scope.roles if scope else None,
            )
        )
        self.at += len(text) + 1


def segment_html(record: Record) -> Document:
    """A page as a `Document` whose content is its visible text, one block a line.

    Table cells are joined by " | ", list items begin with "- ", code keeps its lines and indentation.
    """
    tree = LexborHTMLParser(record.content)
    lines = _walk(tree.body or tree.root).lines
    return Document(
        doc_id=record.doc_id,
        source_path=record.source_path,
        source_record=record.source_record,
        raw_sha256=record.raw_sha256,
        kind="html",
        content="\n".join(line.text for line in lines),
        lines=tuple(lines),
        fields=record.fields,
        repairs=record.repairs,
    )


def _walk(root: LexborNode | None) -> _Lines:
    """Every visible text of the tree, in document order, with an explicit stack: pages nest beyond Python's."""
    out = _Lines()
    if root is None:
        return out
    # An entry is a node to open with the scope around it, or an element's name whose end is reached.
    stack: list[tuple[LexborNode, _Scope] | str] = [(root, _Scope("", frozenset(), False, False))]
    while stack:
        entry = stack.pop()
        if isinstance(entry, str):
            _close(entry, out)
            continue
        node, outer = entry
        name = node.tag or ""
        if name == "-text":
            _text(node.text_content or "", outer, out)
        elif name not in _SKIPPED:
            scope = _open(node, name, outer, out)
            stack.append(name)
            stack.extend((child, scope) for child in reversed(list(_children(node))))
    out.end_line()
    return out


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _open(node: LexborNode, name: str, outer: _Scope, out: _Lines) -> _Scope:
    if name in _APART or name in _NEW_LINE:
        out.end_line(apart=name in _APART)
    if name == "li":
        out.prefix = "- "
    elif name in _CELLS and out.length:
        out.write(" | ", outer)
    elif name == "br":
        out.end_line()
    block = name in _APART or name in _NEW_LINE or name in _CELLS
    path = outer.path
    if block and path.count("/") < MAX_DEPTH:
        path = f"{path}/{name}"
    return _Scope(
        path,
        outer.roles | roles_of(name, node.attributes) if name != "body" else frozenset(),
        outer.in_link or name == "a",
        outer.pre or name == "pre",
    )


def _close(name: str, out: _Lines) -> None:
    if name in _APART or name in _NEW_LINE:
        out.end_line(apart=name in _APART)
        if name == "li":
            out.prefix = ""


def _text(text: str, scope: _Scope, out: _Lines) -> None:
    if not scope.pre:
        if text:
            out.write(_SPACE.sub(" ", text), scope)
        return
    first, *rest = text.replace("\r\n", "\n").split("\n")
    out.write(first, scope)
    for line in rest:
        out.end_line(apart=not out.length)
        out.write(line, scope)
