# cython: language_level=3, boundscheck=False, wraparound=False
"""What decoding may have left in a text, looked for in a tenth of the time that arrays take.

Mostly in its UTF-8, which is given, or made and stays with the text: the parser of pages takes it, too.
"""

from cpython cimport array
from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ,
)
from libc.stdint cimport uint64_t
from libc.string cimport memcpy, memset

from tasks.utf8 cimport utf8_of

import array

from ftfy import bad_codecs, chardata

cdef uint64_t _HIGH = 0x8080808080808080
# Whether a character is one that a byte beyond ASCII, or what could not be decoded, stands for in an encoding that ftfy
# knows.
cdef unsigned char[0x10000] _LEGACY
memset(_LEGACY, 0, sizeof(_LEGACY))
bad_codecs.ok()  # registers the codecs named "sloppy-…"
for _encoding in chardata.CHARMAP_ENCODINGS:
    for _character in bytes(range(0x80, 0x100)).decode(_encoding):
        _LEGACY[ord(_character)] = 1
_LEGACY[0xFFFD] = 1


def has_defect(text):
    """Whether there is a lone surrogate or a control character that lays nothing out, in a text or its UTF-8."""
    cdef Py_ssize_t size, at
    cdef unsigned char byte
    cdef int found = 0
    cdef const unsigned char* data
    try:
        data = <const unsigned char*> utf8_of(text, &size)
    except UnicodeEncodeError:
        return True
    # Without a branch: sixteen bytes at a time.
    for at in range(size):
        byte = data[at]
        found |= (byte < 0x20) & ((byte < 0x09) | (byte > 0x0D)) | (byte == 0x7F)
    return found != 0


def is_plain(str text, Py_ssize_t longest):
    """Whether the first `longest` characters of a text are all white space or printable, and none is U+FFFD."""
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    cdef Py_UCS4 code
    for at in range(min(PyUnicode_GET_LENGTH(text), longest)):
        code = PyUnicode_READ(kind, data, at)
        if 0x20 <= code < 0x7F or code == 0x0A:
            continue
        if code == 0xFFFD or not (code.isprintable() or code.isspace()):
            return False
    return True


def suspects(text):
    """Where in a text, or in its UTF-8, mojibake may begin, in order, in characters.

    All of it has one of: two characters in a row of those that bytes beyond ASCII stand for in some old encoding, a C1
    control, or the first half of a character whose second half, a no-break space, became a plain one.

    Raises:
        UnicodeEncodeError: there is a lone surrogate.
    """
    cdef Py_ssize_t size, at = 0, character = 0
    cdef Py_ssize_t legacy = -2, last = -1  # the last character of an old encoding, the last suspect
    cdef const unsigned char* data = <const unsigned char*> utf8_of(text, &size)
    cdef uint64_t eight
    cdef unsigned int code
    cdef array.array found = array.array("q")
    while at < size:
        if size - at >= 8:
            memcpy(&eight, data + at, 8)
            if not eight & _HIGH:
                at += 8
                character += 8
                continue
        code = data[at]
        at += 1
        if code >= 0xF0:
            at += 3  # beyond all old encodings
        elif code >= 0x80:
            if code >= 0xE0:
                code = (code & 0x0F) << 12 | (data[at] & 0x3F) << 6 | (data[at + 1] & 0x3F)
                at += 2
            else:
                code = (code & 0x1F) << 6 | (data[at] & 0x3F)
                at += 1
            if _LEGACY[code]:
                if legacy == character - 1 and last != legacy:
                    last = legacy
                    found.append(last)
                legacy = character
                if code < 0xA0 or (0xC0 <= code < 0xE0 and at < size and data[at] == 0x20):
                    last = character
                    found.append(last)
        character += 1
    return found
