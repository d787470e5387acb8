"""HTML pages: blocks in reading order, each with the path, the links and the roles around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from tasks.document import Document, Line, Record
from tasks.markup import TAG_NUMBERS, Markup, marks_of
from tasks.segment.hints import hints_of
from tasks.segment.roles import roles_of

# Taken out of the tree: what they hold is not text, and written out it is not markup either. A script in a template may
# say "</template>".
_STRIPPED = ["script", "style", "svg", "iframe", "template"]
# Their content is not text, or not of this page. `noscript` stays: forums put their posts there.
_SKIPPED = frozenset({
    *_STRIPPED, "math", "head", "object", "canvas", "audio", "video", "select", "datalist", "textarea", "map",
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
_RAW = frozenset({"xmp", "noembed", "noframes", "plaintext"})  # their text is written out as it is, "<" and all
_OPEN_FRAME = re.compile(r"(<iframe\b[^<>]{0,2000}>)(\s{0,100}</noscript)", re.IGNORECASE)
# The attributes that `marks_of` looks at. A value that ends in " id=" would be taken for one; quotes in values are
# escaped, so that nothing else can be.
_MARKS = re.compile(r' (class|id|role|itemprop|data-testid|data-component|rel|style|hidden)="([^"]*)"')
_SPACE = re.compile(r"[ \t\r\n\f\u200b]+")
# A text without these needs no normalising.
_UNEVEN = re.compile(r"[\t\r\n\f\u200b]|  ")

MAX_DEPTH = 400
"""Levels of markup kept in a path; pages nest some 40 deep, hostile ones millions."""

# What an element does to the lines: nothing, begins one, sets one apart, is an item or a cell; then those without an
# end: nothing, a break, a rule; last, what is skipped to its end.
_INLINE, _LINE, _BLOCK, _ITEM, _CELL, _VOID, _BREAK, _RULE, _SKIP = range(9)

_DOES = {
    **dict.fromkeys(_NEW_LINE, _LINE),
    **dict.fromkeys(_APART, _BLOCK),
    **dict.fromkeys(_VOID_TAGS, _VOID),
    **dict.fromkeys(_SKIPPED | _RAW, _SKIP),
    "li": _ITEM, "td": _CELL, "th": _CELL, "br": _BREAK, "hr": _RULE,
}  # fmt: skip

_Element = tuple[int, int, str, bool, bool]
"""What a start tag says: the number of its kind, what it does to the lines, its name, whether it is a link, whether it
is preformatted."""
_Written = tuple[str, int, int, int, int, str | None, float | None]
"""A line but for its roles."""


def parse(html: str) -> LexborHTMLParser:
    """The tree of a page; any string has one."""
    return LexborHTMLParser(_with_closed_frames(html))


def segment_html(record: Record, tree: LexborHTMLParser | None = None) -> Document:
    """A page as a `Document` whose content is its visible text, one block a line.

    Table cells are joined by " | ", list items begin with "- ", code keeps its lines and indentation. `tree` is what
    `parse` made of the page, if that is known; what is not text is taken out of it.
    """
    if tree is None:
        tree = parse(record.content)
    tree.strip_tags(_STRIPPED)
    root = tree.body or tree.root
    page = _Page()
    if root is not None:
        _walk(root.html or "", page)
    page.markup.hints = hints_of(record.content)
    lines = page.with_roles()
    return Document(
        doc_id=record.doc_id,
        source_path=record.source_path,
        source_record=record.source_record,
        raw_sha256=record.raw_sha256,
        kind="html",
        content="\n".join([line.text for line in lines]),
        lines=lines,
        fields=record.fields,
        repairs=record.repairs,
        markup=page.markup,
    )


def _with_closed_frames(html: str) -> str:
    """The page with `<noscript><iframe …/></noscript>` closed: the rest would be the frame's fallback text."""
    return _OPEN_FRAME.sub(r"\1</iframe>\2", html) if "<noscript" in html and "<iframe" in html else html


class _Page:
    """The lines written so far, and the texts of the one being written."""

    __slots__ = ("at", "blank", "chars", "lines", "linked", "markup", "names", "parts", "prefix", "scope")

    def __init__(self) -> None:
        self.lines: list[_Written] = []
        self.markup = Markup()
        self.names: list[str] = []  # of the kinds of elements
        self.at = 0
        self.parts: list[str] = []
        self.linked = self.chars = 0
        # Of the line's first visible text, which says what block it belongs to: element, path, preformatted.
        self.scope: tuple[int, str, bool] = (-1, "", False)
        self.prefix = ""
        self.blank = False

    def end_line(self) -> None:
        if self.chars:
            self._end_text()
            self.linked = self.chars = 0
        self.parts.clear()

    def write_preformatted(self, text: str, linked: bool, scope: tuple[int, str, bool]) -> None:
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.blank |= not self.chars
                self.end_line()
            self.parts.append(line)
            visible = len(line.strip())
            if visible:
                if not self.chars:
                    self.scope = scope
                self.chars += visible
                self.linked += linked * visible

    def _end_text(self) -> None:
        text = "".join(self.parts)
        element, path, pre = self.scope
        if not pre:
            text = (_SPACE.sub(" ", text) if _UNEVEN.search(text) else text).strip(" ")
        if not text.strip().strip("|").strip():
            return
        lines = self.lines
        blank = self.blank and bool(lines)
        if blank:
            lines.append(("", self.at, self.at, 0, 0, None, None))
            self.at += 1
        text = self.prefix + (text.rstrip() if pre else text)
        end = self.at + len(text)
        indent = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
        lines.append((text, self.at, end, indent, int(blank), path, self.linked / self.chars))
        self.markup.block_element.append(element)
        self.at = end + 1
        self.prefix = ""
        self.blank = False

    def with_roles(self) -> tuple[Line, ...]:
        """The lines, each with the roles of the elements around it."""
        markup = self.markup
        parent, kind = markup.parent, markup.kind
        # What the body is called says nothing of a part of it.
        kinds = zip(self.names, markup.kind_marks, strict=True)
        added = roles_of([(name, "" if name == "body" else marks) for name, marks in kinds])
        roles: dict[int, frozenset[str]] = {-1: frozenset()}
        lines = []
        blocks = iter(markup.block_element)
        for line in self.lines:
            if not line[0]:
                lines.append(Line(*line))
                continue
            element = next(blocks)
            above = []
            while element not in roles:
                above.append(element)
                element = parent[element]
            given = roles[element]
            for element in reversed(above):
                own = added[kind[element]]
                given = roles[element] = given | own if own else given
            lines.append(Line(*line, given))
        return tuple(lines)


def _walk(html: str, page: _Page) -> None:
    """Write every visible text of a page in document order, and its elements, from the parsed tree written out again.

    Written out, every element has its end, and each "<" of a text or an attribute is escaped: cutting at "<" gives the
    tags. Visiting the tree's nodes from Python takes a fifth longer, and arrays of the positions of all tags are no
    faster. One long loop: a function call for each of a page's 2,100 tags would take as long as all the rest.
    """
    markup = page.markup
    add_parent, add_depth = markup.parent.append, markup.depth.append
    add_kind, add_first_block = markup.kind.append, markup.first_block.append
    parts, blocks = page.parts, markup.block_element
    known: dict[str, _Element] = {}
    stack: list[tuple[int, str, bool, bool, int]] = []
    push, pop = stack.append, stack.pop
    # The innermost open element: its number, what it gives to the text inside it, what its end does to the lines.
    element, path, in_link, pre, does = -1, "", False, False, _INLINE
    pieces = iter(html.split("<"))
    next(pieces)
    for piece in pieces:
        head, closed, text = piece.partition(">")
        if not closed and head[:3] != "!--":
            # An attribute's name may hold a "<".
            head, text = _joined(piece, ">", pieces)
        if head[:1] == "/":
            if does and does != _CELL:
                if parts:
                    page.end_line()
                if does == _BLOCK:
                    page.blank = True
                elif does == _ITEM:
                    page.prefix = ""
            element, path, in_link, pre, does = pop()
        elif head[:3] == "!--":
            _, text = _joined(piece, "-->", pieces)
        else:
            if head not in known:
                known[head] = _element(head, page)
            kind, own, name, is_link, is_pre = known[head]
            if own == _SKIP:
                text = _past(name, text, pieces)
            else:
                number = len(markup.parent)
                add_parent(element)
                add_depth(len(stack))
                add_kind(kind)
                add_first_block(len(blocks))
                if own < _VOID:
                    push((element, path, in_link, pre, does))
                    element, does = number, own
                    if own:
                        if own == _CELL:
                            if page.chars:
                                parts.append(" | ")
                        else:
                            if parts:
                                page.end_line()
                            if own == _BLOCK:
                                page.blank = True
                            elif own == _ITEM:
                                page.prefix = "- "
                        if len(stack) <= MAX_DEPTH:
                            path = f"{path}/{name}"
                    in_link |= is_link
                    pre |= is_pre
                elif own != _VOID:
                    if parts:
                        page.end_line()
                    page.blank |= own == _RULE
        if not text:
            continue
        if "&" in text:
            text = _unescaped(text)
        if pre:
            page.write_preformatted(text, in_link, (element, path, pre))
        elif text.isspace():
            if page.chars:
                parts.append(" ")
        else:
            if not page.chars:
                page.scope = (element, path, pre)
            visible = len(text.strip())
            parts.append(text)
            page.chars += visible
            if in_link:
                page.linked += visible
    page.end_line()


def _element(head: str, page: _Page) -> _Element:
    """What a start tag says, and its name, tag and marks as a new kind of the page's elements."""
    name, _, rest = head.partition(" ")
    does = _DOES.get(name, _INLINE)
    if does == _SKIP:
        return -1, does, name, False, False
    marks = ""
    if rest:
        attributes = _MARKS.findall(head)
        if "&" in head:
            attributes = [(key, _unescaped(value.replace("&quot;", '"'))) for key, value in attributes]
        marks = marks_of(attributes)
    page.names.append(name)
    page.markup.kind_tag.append(TAG_NUMBERS.get(name, 0))
    page.markup.kind_marks.append(marks)
    return len(page.names) - 1, does, name, name == "a", name == "pre"


def _joined(piece: str, until: str, pieces: Iterator[str]) -> tuple[str, str]:
    """What stands before and after the next `until`, in this piece or the ones that follow."""
    parts = [piece]
    while until not in parts[-1] and (following := next(pieces, None)) is not None:
        parts.append(following)
    before, _, after = "<".join(parts).partition(until)
    return before, after


def _past(name: str, text: str, pieces: Iterator[str]) -> str:
    """The text behind an element's end; for an element of raw text what it holds stands before it, as text."""
    if name == "plaintext":
        # Nothing ends it but the page, also not what looks like its end.
        raw = "<".join([text, *pieces])
        return raw[: raw.rfind("</plaintext>")].replace("&", "&amp;")
    end = f"/{name}"
    inside = [text]
    depth = 1
    for piece in pieces:
        head, _, text = piece.partition(">")
        if head == end:
            depth -= 1
            if not depth:
                return "<".join(inside).replace("&", "&amp;") + text if name in _RAW else text
        elif name in _RAW:
            inside.append(piece)
        elif head[:3] == "!--":
            # What a comment says is no tag: "</select>" in one ends nothing.
            _joined(piece, "-->", pieces)
        elif (opened := head.partition(" ")[0]) in _RAW:
            _past(opened, text, pieces)
        elif opened == name:
            depth += 1
    return ""


def _unescaped(text: str) -> str:
    """The text of a page that was written out: these four are all that is escaped there."""
    return text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
