"""Encodings, mojibake, control characters, binary content, and what is a page."""

from unicodedata import category

import ftfy
import pytest
from ftfy import chardata
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.readers import decoding
from tasks.readers.decoding import Decoded, NotText, decode, repair, sniff_kind
from tasks.readers.defects import has_defect, suspects

FRENCH = "Le maire a annoncé que la médiathèque fermerait dès l’été, faute de crédits. Où iront les élèves ? "
ITALIAN = "Il sindaco ha annunciato che la biblioteca chiuderà. Perché? Non c’è più denaro, né un’idea. "
SWEDISH = "Borgmästaren meddelade på onsdagen att biblioteket stänger. Var ska barnen ta vägen efter skolan? "
POLISH = "Wczoraj wieczorem w mieście spadł silny deszcz i wiele ulic znalazło się pod wodą, mówią mieszkańcy. "
TURKISH = "Dün akşam şehirde şiddetli yağmur yağdı ve birçok sokak su altında kaldı, diyor sakinler. "
RUSSIAN = "Вчера вечером в городе прошёл сильный дождь, и многие улицы оказались под водой. "
UKRAINIAN = "Вчора ввечері в місті пройшов сильний дощ, і багато вулиць опинилися під водою. "
JAPANESE = "昨夜、町で激しい雨が降り、多くの通りが水につかりました。住民は二十年ぶりだと話しています。"


@pytest.mark.parametrize(
    ("text", "codec", "charset"),
    [
        (FRENCH, "cp1252", "windows-1252"),
        (ITALIAN, "cp1252", "windows-1252"),
        (SWEDISH, "cp1252", "windows-1252"),
        ("Café", "cp1252", "windows-1252"),
        ("“It’s done,” she said — at last.", "cp1252", "windows-1252"),
        (POLISH * 3, "cp1250", "windows-1250"),
        (POLISH * 3, "iso-8859-2", "iso-8859-2"),
        (TURKISH, "cp1254", "windows-1254"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (UKRAINIAN, "koi8-u", "koi8-u"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (FRENCH, "utf-16", "utf-16le"),
        (JAPANESE, "utf-32", "utf-32le"),
    ],
)
def test_encodings_are_found_and_recorded(text, codec, charset):
    assert decode(text.encode(codec), "text") == Decoded(text, (f"decoded:{charset}",))


@pytest.mark.parametrize("data", [FRENCH.encode(), JAPANESE.encode(), b"\xef\xbb\xbf" + FRENCH.encode(), b""])
def test_utf_8_needs_no_repair(data):
    assert decode(data, "text") == Decoded(data.decode("utf-8-sig"))


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode(), JAPANESE.encode(), "lost, and one letter alone: \ufffd".encode(), b"", b"\xef\xbb\xbf" + FRENCH.encode(),
        b"\xef\xbb\xbf" * 2 + FRENCH.encode(), FRENCH.encode("cp1252"), (FRENCH * 9).encode()[:-1],
        FRENCH.encode("utf-16"), "CafÃ©".encode(), b"there is a nul between: \x00", "soft\xadhyphen".encode(), "c1 \x85".encode(),
        b"a pair: \xed\xa0\xbd\xed\xb8\x80", b"half of one: \xed\xa0\xbd", JAPANESE.encode("iso2022_jp"),
    ],
)  # fmt: skip
def test_the_utf_8_of_a_page_is_handed_on_where_it_is_that_of_its_text(data):
    decoded = decode(b"<p>" + data if data[:1] < b"\xef" else data, "html")
    assert isinstance(decoded, Decoded)
    assert decoded.utf8 in (None, decoded.text.encode())
    assert (decoded.utf8 is not None) == (decoded.repairs == () and not data.startswith(b"\xef\xbb\xbf"))
    assert decode(data, "text").utf8 is None


def test_a_soft_hyphen_that_mending_brings_to_light_goes():
    # Read as Mac Roman.
    page = "<p>soft¬≠hyphen caf√© na√Øve".encode()
    assert b"\xad" not in page
    assert decode(page, "html") == Decoded("<p>softhyphen café naïve", ("mojibake", "soft_hyphens"))


@pytest.mark.parametrize("text", [FRENCH, "", "nul\0", "del\x7f", "CafÃ© and Ã  la", "\x85", "“â€œ" * 20, "日本😀Ã©"])
def test_defects_are_found_in_a_text_as_in_its_utf_8(text):
    assert has_defect(text.encode()) == has_defect(text)
    assert suspects(text.encode()) == suspects(text)


def test_a_page_is_read_in_the_charset_that_it_declares():
    # Too short to guess from: 日本 in Shift_JIS.
    page = '<html><head><meta charset="Shift_JIS"><title>日本</title></head></html>'
    assert decode(page.encode("shift_jis"), "html") == Decoded(page, ("decoded:shift_jis",))
    # What is declared as Latin-1 is read as browsers do: typographic quotes are not control characters.
    quoted = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>“naïve”'
    assert decode(quoted.encode("cp1252"), "html") == Decoded(quoted, ("decoded:windows-1252",))
    # Seven-bit Japanese is valid UTF-8 to the eye.
    jis = '<meta charset="iso-2022-jp"><p>' + JAPANESE
    assert decode(jis.encode("iso2022_jp"), "html") == Decoded(jis, ("decoded:iso-2022-jp",))


def test_valid_utf_8_beats_a_wrong_declaration():
    page = '<meta charset="iso-8859-1"><p>' + FRENCH
    assert decode(page.encode(), "html") == Decoded(page)


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape", "utf-7", "hex", "zlib", "x" * 900])
def test_charsets_that_no_browser_reads_are_not_tried(name):
    page = f'<meta charset="{name}"><p>caf'.encode() + b"\xe9 +AGEAYg- \\x41"
    decoded = decode(page, "html")
    assert decoded.repairs == ("decoded:windows-1252",)
    assert decoded.text.endswith("café +AGEAYg- \\x41")


def test_utf_8_with_a_few_bad_bytes_stays_utf_8():
    cut = (FRENCH * 3 + "voilà").encode()[:-1]
    assert decode(cut, "text") == Decoded(FRENCH * 3 + "voil\ufffd", ("replaced_undecodable",))


MENU = '<meta charset="utf-8">' + '<a href="/harbour/north/pier">Home</a>' * 200


def test_a_page_is_not_utf_8_because_it_says_so():
    """Its accents are less than one in a hundred characters where there is much markup."""
    page = MENU + FRENCH
    for sent_as in (None, "utf-8"):
        assert decode(page.encode("cp1252"), "html", sent_as) == Decoded(page, ("decoded:windows-1252",))
    said = page.replace('"utf-8"', '"windows-1251"')
    assert decode(said.encode("cp1251", "ignore"), "html", "utf-8").repairs == ("decoded:windows-1251",)


@pytest.mark.parametrize(
    ("end", "read"), [("é".encode() + b"\xc3", "é\ufffd"), (b"\xe2\x80", "\ufffd"), (b"caf\xe9 l\x92or", "café l’or")]
)
def test_one_bad_byte_in_a_page_that_says_utf_8(end, read):
    assert decode(MENU.encode() + end, "html").text == MENU + read


def test_the_labels_of_old_pages():
    for label, codec in (("x-cp1250", "cp1250"), (" X-SJIS ", "shift_jis"), ("koi8-ru", "koi8-u")):
        text = {"cp1250": POLISH, "shift_jis": JAPANESE, "koi8-u": UKRAINIAN}[codec]
        assert decode(text.encode(codec), "text", label).text == text


def test_utf_16_without_a_mark_where_the_server_says_so():
    page = "<p>" + UKRAINIAN
    assert decode(page.encode("utf-16-le"), "html", "utf-16le") == Decoded(page, ("decoded:utf-16le",))
    assert decode(page.encode("utf-16-be"), "html", "UTF-16BE") == Decoded(page, ("decoded:utf-16be",))
    assert decode(b"<p>even", "html", "utf-16") == Decoded("<p>even")


def test_the_utf_8_of_java_is_read():
    """Both halves of what is beyond U+FFFF by themselves, and two bytes for a NUL."""
    face = "A nice day \ud83d\ude00. The boats lay there.".encode("utf-8", "surrogatepass")
    assert decode(face, "text") == Decoded("A nice day 😀. The boats lay there.", ("decoded:cesu-8",))
    nul = decode(b"A nul\xc0\x80 here, and the boats lay there.", "text")
    assert nul == Decoded("A nul here, and the boats lay there.", ("decoded:cesu-8", "control_characters"))
    assert repair("A nul\xc0\u20ac here") == Decoded("A nul here", ("mojibake", "control_characters"))


@pytest.mark.parametrize("meant", [POLISH, RUSSIAN, JAPANESE])
def test_utf_8_that_was_read_as_latin_1_is_text(meant):
    """A third of it are control characters until it is mended."""
    broken = meant.encode().decode("latin-1")
    assert decoding.why_not_text(broken) is None
    assert decode(broken.encode(), "text") == Decoded(meant, ("mojibake",))


def test_terminal_escapes_go_whole():
    text = "a\x1b[1mb\x1b[0m \x1b]8;;http://a\x1b\\c\x1b]8;;\x07 \x1b[38;5;12md\x1b(B [1m] \x1b]e\n\x1b"
    assert repair(text) == Decoded("ab c d [1m] ]e\n", ("control_characters",))
    assert repair("\x1b]" * 10**5).text == "]" * 10**5


def test_mojibake_is_mended_and_nothing_else_is_touched():
    broken = FRENCH.encode().decode("cp1252", "replace").replace("\ufffd", "")
    assert "Ã©" in broken
    mended = decode(broken.encode(), "text")
    assert mended.repairs == ("mojibake",)
    assert "annoncé que la médiathèque" in mended.text
    authors_own = "“curly” ‘quotes’, ﬁne ligatures, Ｗｉｄｅ letters, &amp; and &eacute;, é\u0301\r\nA\u2028B…"
    assert repair(authors_own) == Decoded(authors_own)
    assert repair(FRENCH) == Decoded(FRENCH)


@pytest.mark.parametrize("encoding", chardata.CHARMAP_ENCODINGS)
@pytest.mark.parametrize("meant", ["voilà l’été", "Привет, мир", "“so” – he said…", "中文テスト", "an egg 🥚"])
def test_whatever_encoding_it_was_taken_for_it_is_mended_as_ftfy_does(encoding, meant):
    broken = f"한국어 🙂🙂 {meant.encode().decode(encoding, 'replace')} — “fine”\n<b>中文</b>"
    # What is not mended may have a soft hyphen.
    assert repair(broken).text == ftfy.fix_text(broken, decoding._ENCODING_ONLY).replace("\u00ad", "")


@pytest.mark.parametrize("between", ["", " it's", " a" * 15, " a" * 16, " a" * 200])
@pytest.mark.parametrize(
    "last",
    ["voil\u00c3 quele", "\u00e2\u20ac\u0153so\u00e2\u20ac\u009d", "\u00c2 ?", "\u00e9t\u00e9", "\u00d0\u0178\u00d1"],
)
def test_the_ascii_between_what_is_broken_changes_nothing(between, last):
    broken = f"{between}\u00c3\u00a9t\u00c3\u00a9{between}{last}{between}"
    assert repair(broken).text == ftfy.fix_text(broken, decoding._ENCODING_ONLY)


def test_what_no_old_encoding_has_is_no_suspect_and_an_unmended_text_is_the_same_object():
    text = "ไทย हिन्दी العربية 中文 한국어 🙂🙂 ’em “all”…"
    assert list(suspects(text)) == [text.index("”")]
    assert repair(text).text is text


def test_soft_hyphens_go():
    assert repair("Was wol\u00adlen wir?") == Decoded("Was wollen wir?", ("soft_hyphens",))
    assert repair("Was wollen wir - und wann?").repairs == ()


def test_control_characters_go_and_white_space_stays():
    assert repair("a\x00b\x9c c\x7f\t\n\x0c\r\nd\x1ee") == Decoded(
        "abœ c\t\n\x0c\r\nd e", ("mojibake", "control_characters")
    )
    assert repair("plain\x07text") == Decoded("plaintext", ("control_characters",))


def test_lone_surrogates_become_encodable():
    mended = repair("half \ud83d of a face, whole \U0001f600")
    assert mended == Decoded("half \ufffd of a face, whole \U0001f600", ("lone_surrogates",))


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj", "PDF"),
        (b"PK\x03\x04" + b"a" * 500, "zip"),
        (b"\x89PNG\r\n\x1a\n" + b"IHDR" * 50, "PNG"),
        (b"\x1f\x8b\x08" + b"a" * 500, "gzip"),
        (b"text " * 20 + b"\x00" * 40, "control characters"),
        (bytes(range(256)) * 40, "control characters"),
    ],
)
def test_binary_content_is_not_text(data, detail):
    for kind in ("text", "html"):
        found = decode(data, kind)
        assert isinstance(found, NotText)
        assert detail in found.detail


@pytest.mark.parametrize(
    "text",
    [
        "PKZIP and %PDF- are words too",
        "a single NUL \x00 in a line of fifty characters of text is mended",
        "\x1b[31mred\x1b[0m terminal output is text",
        "\ue900 \ue901 Menu \ue902 Search: icon fonts use private code points",
        "ไทย हिन्दी العربية 中文 한국어 🙂",
    ],
)
def test_odd_text_is_text(text):
    assert isinstance(decode(text.encode(), "text"), Decoded)


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text", "html"]))
def test_any_bytes_decode_or_are_no_text(data, kind):
    found = decode(data, kind)
    (found.text if isinstance(found, Decoded) else found.detail).encode("utf-8")
    assert decode(data, kind) == found


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_repaired_text_has_no_control_characters_and_can_be_stored(text):
    mended = repair(text)
    mended.text.encode("utf-8")
    assert not [char for char in mended.text if category(char) == "Cc" and char not in "\t\n\r\x0b\x0c"]
    assert repair(text) == mended
    assert mended.repairs or mended.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html><body>", "html"),
        ("\n  <!-- saved --><html>", "html"),
        ("<p>One paragraph of a feed.", "html"),
        ("Intro without a tag.<br>Then<p>one</p><p>two</p>", "html"),
        ("A plain line.\n\nAnd another.", "text"),
        ("<- this arrow and <3 are no tags", "text"),
        ("1 < 2 and 3 > 2", "text"),
        ("", "text"),
        (
            "How to write lists. " * 200 + "Close an item with </li> and the list with </ul>. " + "x " * 900,
            "text",
        ),
    ],
)
def test_markup_is_told_from_text(text, kind):
    assert sniff_kind(text) == kind
