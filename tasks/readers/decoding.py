"""Bytes to text: which encoding, what had to be mended, and what is no text at all. Never raises."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import chain

import ftfy
from ftfy.badness import is_bad

from tasks.document import Kind
from tasks.readers.charsets import to_text
from tasks.readers.defects import has_defect, is_plain, suspects


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the names of what had to be mended to get it, in the order in which it was.

    `utf8` is that of a page, where it came as that and nothing was mended.
    """

    text: str
    repairs: tuple[str, ...] = ()
    utf8: bytes | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class NotText:
    """Content that is no text, and what gave it away."""

    detail: str


def decode(data: bytes, kind: Kind, sent_as: str | None = None) -> Decoded | NotText:
    """The text of a file of unknown encoding, mended as by `repair`.

    A byte-order mark decides, then valid UTF-8, then the charset that the server named (`sent_as`), then the one that
    a page declares, then the detector of Beautiful Soup's `UnicodeDammit`. Repairs: `decoded:<charset>` for anything
    but UTF-8, `replaced_undecodable` where bytes became U+FFFD.
    """
    if signature := _signature(data):
        return NotText(f"the content of a {signature} file")
    text, charset, replaced = to_text(data, kind, sent_as)
    if problem := why_not_text(text):
        return NotText(problem)
    repairs = [] if charset == "utf-8" else [f"decoded:{charset}"]
    if replaced:
        repairs.append("replaced_undecodable")
    # A byte-order mark is not of the text.
    utf8 = data if charset == "utf-8" and not replaced and not data.startswith(codecs.BOM_UTF8) else None
    mended = repair(text, utf8)
    return Decoded(mended.text, (*repairs, *mended.repairs), utf8 if kind == "html" and mended.text is text else None)


# --- what is no text ---

_SIGNATURES = {
    b"%PDF-": "PDF", b"PK\x03\x04": "zip", b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF", b"GIF89a": "GIF", b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd",
    b"\xfd7zXZ\x00": "xz", b"7z\xbc\xaf\x27\x1c": "7z", b"\x7fELF": "ELF", b"PAR1": "Parquet",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "legacy Office",
}  # fmt: skip

SAMPLED = 20_000
"""Characters from which it is judged whether something is text."""
MAX_UNPRINTABLE = 0.05
"""Share of control characters and unassigned code points. Random bytes read as Windows-1252 have 12 %."""
MAX_REPLACED = 0.2
"""Share of U+FFFD. A French text that lost all its accents to it has 4 %, a Russian one over 80 %."""


def _signature(data: bytes) -> str | None:
    return next((name for magic, name in _SIGNATURES.items() if data.startswith(magic)), None)


def why_not_text(text: str) -> str | None:
    """What shows that `text` is no text, and will not be when it is mended; None where nothing does."""
    if is_plain(text, SAMPLED):
        return None
    problem = _strangeness(text[:SAMPLED])
    # UTF-8 that was read as Latin-1 has a control character for every second letter of Polish.
    if problem is not None and _strangeness(_without_mojibake(text[:SAMPLED])[0]) is None:
        return None
    return problem


def _strangeness(text: str) -> str | None:
    sample = "".join(text.split())
    odd = {char for char in set(sample) if unicodedata.category(char) in {"Cc", "Cn"} and char != "\x1b"}
    unprintable = sum(map(odd.__contains__, sample)) if odd else 0
    if unprintable > MAX_UNPRINTABLE * len(sample):
        return f"{unprintable} of the first {len(sample)} visible characters are control characters"
    replaced = sample.count("\ufffd")
    if replaced > MAX_REPLACED * len(sample):
        return f"{replaced} of the first {len(sample)} visible characters could not be decoded"
    return None


# --- what is mended ---

# Only what undoes a wrong decoding: quotes, ligatures, widths, line breaks and entities are the author's.
_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    max_decode_length=100_000,
    explain=False,
)
# Tab, newline, vertical tab, form feed and carriage return lay text out; \x1c to \x1f separate words.
_SEPARATORS = dict.fromkeys(range(0x1C, 0x20), " ")
_CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x1C), 0x7F]) | _SEPARATORS
_C1_CONTROLS = dict.fromkeys(range(0x80, 0xA0))
# What colours a terminal, moves its cursor (CSI), links or names its window (OSC). Of "ESC[1m" the ESC is the least.
_TERMINAL = re.compile("\x1b(?:\\[[0-?]{0,100}[ -/]{0,10}[@-~]|\\][^\x07\x1b\n]{0,4000}(?:\x07|\x1b\\\\)|[()][0-9A-Z])")
# Only says where a word may be broken, and breaks it for whoever cuts text into words: on 47 of 2,000 labelled pages.
_SOFT_HYPHEN = "\u00ad"
_C1_CONTROL = re.compile("[\x80-\x9f]")


def repair(text: str, utf8: bytes | None = None) -> Decoded:
    """Decoded text with its defects mended; `utf8` is its UTF-8, where that is at hand.

    Repairs: `lone_surrogates` (to U+FFFD), `mojibake` (ftfy), `control_characters` and `soft_hyphens` (removed). A
    leading byte-order mark goes without a word.
    """
    repairs = []
    removed = False
    if text.startswith("\ufeff"):
        text, utf8 = text[1:], None
    # C0 goes first: a NUL inside a broken "é" hides it from ftfy. C1 goes last: mojibake is half made of it.
    if has_defect(text if utf8 is None else utf8):
        utf8 = None
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if whole != text:
            repairs.append("lone_surrogates")
        text = _without_controls(whole)
        removed = text != whole
    if not text.isascii():
        fixed, has_c1 = _without_mojibake(text, utf8)
        if fixed is not text:
            utf8 = None
        if fixed != text:
            repairs.append("mojibake")
        # What "À€" was meant for is a NUL.
        text = _without_controls(fixed) if fixed is not text and has_defect(fixed) else fixed
        text = text.translate(_C1_CONTROLS) if has_c1 else text
        removed |= text != fixed
    if removed:
        repairs.append("control_characters")
    # In UTF-8 its last byte is found in a fifth of the time, and most pages have none.
    if (utf8 is None or b"\xad" in utf8) and _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "")
        repairs.append("soft_hyphens")
    return Decoded(text, tuple(repairs))


def _without_controls(text: str) -> str:
    return (_TERMINAL.sub("", text) if "\x1b" in text else text).translate(_CONTROLS)


# ftfy takes 0.3 µs a character, 40 ms a page, so it sees only the lines and the stretches between tags that have a
# suspect.
_STRETCH_END = re.compile("[\n<>]")
REACH = 500
"""Characters on both sides of a suspect that ftfy sees. The longest stretches are data in scripts, 600,000 characters
with two suspects; of 1,884 stretches on 376 pages 47 had over 2,000, took nine tenths of ftfy's time, and none of them
needed mending. With twice as many, mending 2,000 pages takes 1.5 s instead of 1.1, for the same texts; of 1,941 that
were decoded wrongly on purpose four come out otherwise, in data of scripts and style sheets. With half as many a
currency sign in one page's script stays broken."""


def _stretch(text: str, suspect: int, at: int) -> tuple[int, int]:
    """The line or the stretch between tags that a suspect stands in, not before `at`.

    Of a long one a part, from space to space where there are spaces. Nothing beyond it is looked at: a page of one
    line of 5 MB with 3,000 suspects took 4.6 s.
    """
    first, last = max(at, suspect - REACH), min(len(text), suspect + REACH)
    start = max(text.rfind(end, first, suspect) for end in "\n<>") + 1 or (
        first if first == at else text.find(" ", first, suspect) + 1 or first
    )
    ended = _STRETCH_END.search(text, suspect + 1, last)
    if ended or last == len(text):
        return start, ended.start() if ended else last
    space = text.find(" ", last, last + REACH)
    return start, last if space < 0 else space


CONTEXT = 5
"""Characters around suspects in which ftfy's patterns tell mojibake: none of them is longer."""


def _without_mojibake(text: str, utf8: bytes | None = None) -> tuple[str, bool]:
    """The text as it was meant, and whether C1 controls are left in it: each of them was a suspect."""
    places = suspects(text if utf8 is None else utf8)
    parts = []
    done = stop = after = 0
    has_c1 = False
    while after < len(places):
        suspect = places[after]
        start, stop = _stretch(text, suspect, stop)
        after = bisect_left(places, stop, after + 1)
        # What ftfy asks first, of all it is given.
        if not is_bad(text[max(start, suspect - CONTEXT) : min(stop, places[after - 1] + CONTEXT)]):
            continue
        fixed = _undone(text[start:stop])
        has_c1 = has_c1 or _C1_CONTROL.search(fixed) is not None
        parts += [text[done:start], fixed]
        done = stop
    # As it is, where nothing was mended: its UTF-8, which the parser needs, may be there already.
    return "".join([*parts, text[done:]]) if parts else text, has_c1


# ASCII far from all other characters: ftfy searches it as slowly as those, and none of its patterns is longer than what
# is left on both sides.
_FAR_ASCII = re.compile(r"(?<=[ -~]{16})[ -~]{16,}(?=[ -~]{16})")


def _undone(stretch: str) -> str:
    """A stretch as `ftfy.fix_text` mends it, which looks once more through all that its own loop has found good.

    Most of the ASCII is kept from it: every encoding that it tries writes that alike.
    """
    if "\n" not in stretch:
        fixed = ftfy.fix_encoding(_FAR_ASCII.sub("\n", stretch))
        if not _C1_CONTROL.search(fixed):
            between = [*_FAR_ASCII.findall(stretch), ""]
            return "".join(chain.from_iterable(zip(fixed.split("\n"), between, strict=True)))
    return ftfy.fix_text(stretch, _ENCODING_ONLY)


# --- which kind ---

SNIFFED = 10_000
"""Characters of content that are looked at for markup."""
_OPENS_HTML = re.compile(
    r"\s*<(?:!--|\?xml|!doctype html"
    r"|(?:html|head|body|main|article|section|div|p|h[1-6]|table|ul|ol|span|a)\b)",
    re.IGNORECASE,
)
_CLOSES_BLOCK = re.compile(r"</(?:p|div|li|ul|h[1-6]|article|section|td|tr|table|body|blockquote)\s*>", re.IGNORECASE)

_WHOLE_PAGE = re.compile(r"\s*(?:<!doctype html\b|<html[\s>])", re.IGNORECASE)
_PAGE_END = "</html>"


def is_whole_page(text: str) -> bool:
    """Whether what is called text is a page from its first tag to its last; one that quotes markup says more."""
    return _WHOLE_PAGE.match(text.removeprefix("\ufeff")) is not None and (
        text[-SNIFFED:].rstrip()[-len(_PAGE_END) :].lower() == _PAGE_END
    )


def sniff_kind(text: str) -> Kind:
    """Whether content of unknown kind is a page or flattened text.

    Markup opens it, or blocks are closed all over it, once in a thousand characters: a tutorial that quotes
    a line or two of markup is text.
    """
    head = text[:SNIFFED]
    if _OPENS_HTML.match(head.removeprefix("\ufeff")):
        return "html"
    closed = len(_CLOSES_BLOCK.findall(head))
    return "html" if closed >= 2 and closed * 1000 >= len(head) else "text"
