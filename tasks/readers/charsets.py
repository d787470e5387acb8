"""Which encoding bytes are in: a byte-order mark, valid UTF-8, what is said of them, or a guess."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

import ftfy.bad_codecs
from bs4.dammit import EncodingDetector

from tasks.document import Kind

ftfy.bad_codecs.ok()  # registers the codecs named "sloppy-…" below

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
_WIDE = {"utf-16": "utf-16le", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}
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


def to_text(data: bytes, kind: Kind, sent_as: str | None) -> tuple[str, str, bool]:
    """The text, the charset it was in, and whether some bytes of it had to be replaced."""
    marked, charset = EncodingDetector.strip_byte_order_mark(data)
    if charset is not None:
        return _decoded(marked, charset)
    if (wide := _wide(sent_as)) and b"\0" in data and (found := _strictly(data, wide)):
        return found, wide, False
    sent = _charset(sent_as)
    declared: str | None = None
    if b"\x1b" in data:  # ISO-2022-JP is plain ASCII to the eyes of UTF-8
        declared = _declared(data, kind)
        if "iso-2022-jp" in (sent, declared):
            return _decoded(data, "iso-2022-jp")
        if _JAPANESE.search(data) and (found := _strictly(data, "iso-2022-jp")):
            return found, "iso-2022-jp", False
    if (found := _strictly(data, "utf-8")) is not None:
        return found, "utf-8", False
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if (standard := _standard_utf_8(data)) != data and (found := _strictly(standard, "utf-8")):
        return found, "cesu-8", False
    # A few bad bytes in what is UTF-8 otherwise: a file that was cut off, or glued together. In Western text of
    # another encoding hardly a sequence is valid in UTF-8, in Chinese one in five.
    if len(data) - len(text) > 2 * damaged:
        return text, "utf-8", True
    declared = declared or _declared(data, kind)
    if "utf-8" in (sent, declared) and len(data) - len(text) >= damaged:
        return text, "utf-8", True
    high = len(data) - len(data.translate(None, _HIGH))
    for candidate in (sent, declared, _guessed(data)):
        # UTF-8 in name only: all accents of a French page are less than one in a hundred characters of its markup.
        if candidate is not None and candidate != "utf-8":
            text, charset, replaced = _decoded(data, candidate)
            if not replaced or text.count("\ufffd") <= min(len(text) * 0.01, high * 0.25):
                return text, charset, replaced
    return _decoded(data, _FALLBACK)


# What begins a stretch of kanji in ISO-2022-JP.
_JAPANESE = re.compile(rb"\x1b\$[@B]")
_HIGH = bytes(range(0x80, 0x100))
# UTF-16's pairs of surrogates, each of the two in UTF-8: old databases and Java write beyond U+FFFF so (CESU-8), and
# Java a NUL as the other.
_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_LONG_NUL = b"\xc0\x80"


def _standard_utf_8(data: bytes) -> bytes:
    if b"\xed" in data:
        data = _PAIR.sub(_joined_pair, data)
    return data.replace(_LONG_NUL, b"\0")


def _joined_pair(pair: re.Match[bytes]) -> bytes:
    halves = pair[0].decode("utf-8", "surrogatepass")
    return halves.encode("utf-16", "surrogatepass").decode("utf-16").encode()


def _strictly(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


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
    name = _python_name(name)
    return _CHARSETS.get(name) if name else None


@lru_cache(maxsize=1000)
def _wide(name: str | None) -> str | None:
    """The UTF-16 that a server says it sends; a page cannot, since who read that has read it as ASCII."""
    name = _python_name(name)
    return _WIDE.get(name) if name else None


def _python_name(label: str | None) -> str | None:
    """What Python calls the codec that a label names."""
    label = label.strip().lower().removeprefix("x-") if label else None
    try:
        return codecs.lookup("koi8-u" if label == "koi8-ru" else label).name if label else None
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
# Letters of KOI8-U among others (є і ї ґ), where KOI8-R has pieces of frames.
_UKRAINIAN = re.compile(rb"[\xc0-\xff][\xa4\xa6\xa7\xad]|[\xa4\xa6\xa7\xad][\xc0-\xff]")
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
    if guess == "koi8-r" and len(_UKRAINIAN.findall(sample)) >= 2:
        return "koi8-u"
    return guess


def _sniffed(sample: bytes) -> str | None:
    # Cut at a line, so that no character is cut in two.
    whole_lines = sample[: sample.rfind(b"\n") + 1] if len(sample) == GUESSED_FROM else sample
    detector = EncodingDetector(whole_lines or sample, exclude_encodings=["utf-8"])
    return next(iter(detector.encodings), None)
