"""Bytes to text: which encoding, what had to be mended, and what is no text at all. Never raises."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import ftfy
import ftfy.bad_codecs
from bs4.dammit import EncodingDetector
from ftfy.badness import is_bad

from tasks.document import Kind
from tasks.readers.defects import has_defect, is_plain, suspects

ftfy.bad_codecs.ok()  # registers the codecs named "sloppy-…" below


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the names of what had to be mended to get it, in the order in which it was."""

    text: str
    repairs: tuple[str, ...] = ()


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
    text, charset, replaced = _to_text(data, kind, sent_as)
    if problem := why_not_text(text):
        return NotText(problem)
    repairs = [] if charset == "utf-8" else [f"decoded:{charset}"]
    if replaced:
        repairs.append("replaced_undecodable")
    mended = repair(text)
    return Decoded(mended.text, (*repairs, *mended.repairs))


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
    """What shows that `text` is no text, None where nothing does."""
    if is_plain(text, SAMPLED):
        return None
    sample = "".join(text[:SAMPLED].split())
    odd = {char for char in set(sample) if unicodedata.category(char) in {"Cc", "Cn"} and char != "\x1b"}
    unprintable = sum(map(odd.__contains__, sample)) if odd else 0
    if unprintable > MAX_UNPRINTABLE * len(sample):
        return f"{unprintable} of the first {len(sample)} visible characters are control characters"
    replaced = sample.count("\ufffd")
    if replaced > MAX_REPLACED * len(sample):
        return f"{replaced} of the first {len(sample)} visible characters could not be decoded"
    return None


# --- which encoding ---

# What pages declare, by the name that Python gives the codec, and what browsers read it as (the labels of the
# WHATWG Encoding Standard). Nothing else is tried: `punycode` or `unicode_escape` in a <meta> is an attack.
_CHARSETS = {
    "utf-8": "utf-8", "ascii": "windows-1252", "iso8859-1": "windows-1252", "cp1252": "windows-1252",
    "iso8859-2": "iso-8859-2", "iso8859-3": "iso-8859-3", "iso8859-4": "iso-8859-4",
    "iso8859-5": "iso-8859-5", "iso8859-6": "iso-8859-6", "iso8859-7": "iso-8859-7",
    "iso8859-8": "iso-8859-8", "iso8859-9": "windows-1254", "iso8859-10": "iso-8859-10",
    "iso8859-11": "windows-874", "tis-620": "windows-874", "cp874": "windows-874",
    "iso8859-13": "iso-8859-13", "iso8859-14": "iso-8859-14", "iso8859-15": "iso-8859-15",
    "iso8859-16": "iso-8859-16", "cp1250": "windows-1250", "cp1251": "windows-1251",
    "cp1253": "windows-1253", "cp1254": "windows-1254", "cp1255": "windows-1255",
    "cp1256": "windows-1256", "cp1257": "windows-1257", "cp1258": "windows-1258", "koi8-r": "koi8-r",
    "koi8-u": "koi8-u", "cp866": "ibm866", "mac-roman": "macintosh", "gb2312": "gb18030", "gbk": "gb18030",
    "gb18030": "gb18030", "big5": "big5", "big5hkscs": "big5", "shift_jis": "shift_jis",
    "cp932": "shift_jis", "euc_jp": "euc-jp", "euc_jis_2004": "euc-jp", "iso2022_jp": "iso-2022-jp",
    "euc_kr": "euc-kr", "cp949": "euc-kr",
}  # fmt: skip
# The labels whose Python codec of the same name is narrower than what browsers decode.
_CODECS = {
    "windows-1252": "sloppy-windows-1252", "windows-874": "cp874", "shift_jis": "cp932", "euc-kr": "cp949",
    "big5": "big5hkscs", "ibm866": "cp866", "macintosh": "mac-roman",
}  # fmt: skip
_FALLBACK = "windows-1252"

DECLARED_WITHIN = 4096
"""Bytes that are searched for a declared charset. Browsers look at 1,024; the search costs their square."""
GUESSED_FROM = 64 * 1024
"""Bytes from which an encoding is guessed, so that a guess costs milliseconds whatever the file's size."""


def _to_text(data: bytes, kind: Kind, sent_as: str | None) -> tuple[str, str, bool]:
    """The text, the charset it was in, and whether some bytes of it had to be replaced."""
    marked, charset = EncodingDetector.strip_byte_order_mark(data)
    if charset is not None:
        return _decoded(marked, charset)
    sent = _charset(sent_as)
    declared: str | None = None
    if b"\x1b" in data:  # ISO-2022-JP is plain ASCII to the eyes of UTF-8
        declared = _declared(data, kind)
        if "iso-2022-jp" in (sent, declared):
            return _decoded(data, "iso-2022-jp")
    text = data.decode("utf-8", "replace")
    if "\ufffd" not in text:
        return text, "utf-8", False
    damaged = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if not damaged:
        return text, "utf-8", False
    # A few bad bytes in what is UTF-8 otherwise: a file that was cut off, or glued together. In Western text of
    # another encoding hardly a sequence is valid in UTF-8, in Chinese one in five.
    if len(data) - len(text) > 2 * damaged:
        return text, "utf-8", True
    for candidate in (sent, declared or _declared(data, kind), _guessed(data)):
        if candidate is not None:
            text, charset, replaced = _decoded(data, candidate)
            if not replaced or text.count("\ufffd") <= len(text) * 0.01:
                return text, charset, replaced
    return _decoded(data, _FALLBACK)


def _decoded(data: bytes, charset: str) -> tuple[str, str, bool]:
    codec = _CODECS.get(charset, charset)
    try:
        return data.decode(codec), charset, False
    except UnicodeDecodeError:
        return data.decode(codec, "replace"), charset, True


def _declared(data: bytes, kind: Kind) -> str | None:
    """The charset that a page names in its first bytes, None for none and for what no browser reads."""
    if kind != "html":
        return None
    name = EncodingDetector.find_declared_encoding(data[:DECLARED_WITHIN], is_html=True, search_entire_document=True)
    return _charset(name)


@lru_cache(maxsize=1000)  # names come from the dump, and may be anything
def _charset(name: str | None) -> str | None:
    try:
        return _CHARSETS.get(codecs.lookup(name).name) if name else None
    except (LookupError, ValueError):
        return None


_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
# Between two ASCII letters and read as Windows-1252: š ž œ Ÿ ± ³ ¶ ¹ º ¼ ¾ ¿ ð ý þ. Hardly ever in Western
# languages; the commonest letters of Polish, Czech and Turkish in the encodings of those.
_NOT_WESTERN = re.compile(rb"[A-Za-z][\x9a\x9e\x9c\x9f\xb1\xb3\xb6\xb9\xba\xbc\xbe\xbf\xf0\xfd\xfe](?=[A-Za-z])")
# Windows-1250 has half of its own letters in the first of these ranges, where ISO-8859-2 has none.
_ONLY_1250 = re.compile(rb"[A-Za-z][\x8a-\x8f\x9a-\x9f](?=[A-Za-z])")
_ONLY_LATIN_2 = re.compile(rb"[A-Za-z][\xb1-\xbe](?=[A-Za-z])")
_TURKISH = re.compile(rb"[A-Za-z][\xf0\xfe](?=[A-Za-z])")
_OTHER_LATIN = {"windows-1250", "windows-1254", "windows-1257", "iso-8859-2", "iso-8859-13", "iso-8859-16"}
_DOUBLE_BYTES = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")


def _guessed(data: bytes) -> str | None:
    """The likeliest charset of bytes that are not UTF-8.

    Beautiful Soup's detector is right about scripts, but takes every second Western page for Windows-1250 or
    -1258: Portuguese, Italian and Swedish pages lost their letters. So single high bytes among ASCII letters
    are Western, unless they are letters that only languages further east have.
    """
    sample = data[:GUESSED_FROM]
    runs = [len(run) for run in _HIGH_RUNS.findall(sample)]
    isolated = sum(length <= 2 for length in runs)
    if isolated < 0.8 * len(runs):
        return _eastern(sample)
    strange = len(_NOT_WESTERN.findall(sample))
    if strange < 3 or strange < 0.05 * len(runs):
        return _FALLBACK
    if not _ONLY_1250.search(sample) and len(_ONLY_LATIN_2.findall(sample)) >= 0.5 * strange:
        return "iso-8859-2"
    if len(_TURKISH.findall(sample)) >= 0.3 * strange:
        return "windows-1254"
    guess = _charset(_sniffed(sample))
    return guess if guess in _OTHER_LATIN else "windows-1250"


def _eastern(sample: bytes) -> str | None:
    guess = _charset(_sniffed(sample))
    if guess == "euc-kr":
        # Japanese in EUC-JP is valid EUC-KR, but row 4 is its hiragana there, and stray Korean letters here.
        pairs = _DOUBLE_BYTES.findall(sample)
        if sum(pair[0] == 0xA4 for pair in pairs) >= 0.2 * len(pairs):
            return "euc-jp"
    return guess


def _sniffed(sample: bytes) -> str | None:
    # Cut at a line, so that no character is cut in two.
    whole_lines = sample[: sample.rfind(b"\n") + 1] if len(sample) == GUESSED_FROM else sample
    detector = EncodingDetector(whole_lines or sample, exclude_encodings=["utf-8"])
    return next(iter(detector.encodings), None)


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
_C1_CONTROL = re.compile("[\x80-\x9f]")


def repair(text: str) -> Decoded:
    """Decoded text with its defects mended.

    Repairs: `lone_surrogates` (to U+FFFD), `mojibake` (ftfy), `control_characters` (removed). A leading
    byte-order mark goes without a word.
    """
    repairs = []
    removed = False
    text = text.removeprefix("\ufeff")
    # C0 goes first: a NUL inside a broken "é" hides it from ftfy. C1 goes last: mojibake is half made of it.
    if has_defect(text):
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if whole != text:
            repairs.append("lone_surrogates")
        text = whole.translate(_CONTROLS)
        removed = text != whole
    if not text.isascii():
        fixed, has_c1 = _without_mojibake(text)
        if fixed != text:
            repairs.append("mojibake")
        text = fixed.translate(_C1_CONTROLS) if has_c1 else fixed
        removed |= text != fixed
    if removed:
        repairs.append("control_characters")
    return Decoded(text, tuple(repairs))


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


def _without_mojibake(text: str) -> tuple[str, bool]:
    """The text as it was meant, and whether C1 controls are left in it: each of them was a suspect."""
    places = suspects(text)
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
        fixed = ftfy.fix_text(text[start:stop], _ENCODING_ONLY)
        has_c1 = has_c1 or _C1_CONTROL.search(fixed) is not None
        parts += [text[done:start], fixed]
        done = stop
    # As it is, where nothing was mended: its UTF-8, which the parser needs, is there already.
    return "".join([*parts, text[done:]]) if parts else text, has_c1


# --- which kind ---

SNIFFED = 10_000
"""Characters of content that are looked at for markup."""
_OPENS_HTML = re.compile(
    r"\s*<(?:!--|\?xml|!doctype html"
    r"|(?:html|head|body|main|article|section|div|p|h[1-6]|table|ul|ol|span|a)\b)",
    re.IGNORECASE,
)
_CLOSES_BLOCK = re.compile(r"</(?:p|div|li|ul|h[1-6]|article|section|td|tr|table|body|blockquote)\s*>", re.IGNORECASE)


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
