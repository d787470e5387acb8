# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Single passes over the visible lines of a page and the elements around them: hundreds, of which metadata reads few."""

from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, Py_UNICODE_ISSPACE, Py_UNICODE_ISALNUM,
)
from libc.stdint cimport uint64_t

from tasks.fields cimport ACTION, FAMILY, PATH, TEXT

cdef object _make = tuple.__new__


cdef class VisibleLines:
    """The visible lines of a document with what was decided about them, in order; each a row of the kind `kind`.

    A row (index, text, family, kept) is made when somebody asks for it: of 300 lines that is every fifth.
    """

    cdef object _kind, _kept
    cdef tuple _lines, _visible, _fates
    cdef list _made

    def __init__(self, kind, tuple lines, tuple visible, tuple fates, kept):
        self._kind, self._lines, self._visible, self._fates, self._kept = kind, lines, visible, fates, kept
        self._made = [None] * len(visible)

    def __len__(self):
        return len(self._visible)

    def __getitem__(self, key):
        cdef Py_ssize_t at, size = len(self._visible)
        if isinstance(key, slice):
            start, stop, step = key.indices(size)
            return tuple([self._row(at) for at in range(start, stop, step)])
        at = key
        if at < 0:
            at += size
        if not 0 <= at < size:
            raise IndexError(f"line {key} of {size}")
        return self._row(at)

    def __iter__(self):
        return iter(self[:])

    cdef object _row(self, Py_ssize_t at):
        row = self._made[at]
        if row is None:
            fate = self._fates[self._index(at)]
            if fate is None:
                family, kept = "", True
            else:
                family, kept = (<tuple> fate)[FAMILY], (<tuple> fate)[ACTION] is self._kept
            row = self._made[at] = _make(self._kind, (self._visible[at], self._text(at), family, kept))
        return row

    cdef inline Py_ssize_t _index(self, Py_ssize_t at) except -1:
        return self._visible[at]

    cdef str _text(self, Py_ssize_t at):
        cdef str text = (<tuple> self._lines[self._index(at)])[TEXT]
        cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
        cdef const void* data = PyUnicode_DATA(text)
        cdef int kind = PyUnicode_KIND(text)
        if length and (
            Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, 0))
            or Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, length - 1))
        ):
            return text.strip()
        return text

    cdef object _taken_as(self, Py_ssize_t at):
        """The family of a line that is not kept, None of one that is."""
        fate = self._fates[self._index(at)]
        return None if fate is None or (<tuple> fate)[ACTION] is self._kept else (<tuple> fate)[FAMILY]

    def kept_among(self, tuple marked):
        """The indexes of the kept lines for which `marked`, which has an entry a line of the document, says yes."""
        cdef Py_ssize_t at
        return tuple([
            self._visible[at]
            for at in range(len(self._visible))
            if marked[self._index(at)] and self._taken_as(at) is None
        ])

    def kept(self):
        """The indexes of the lines that are kept, top to bottom."""
        cdef Py_ssize_t at
        return [self._visible[at] for at in range(len(self._visible)) if self._taken_as(at) is None]

    def taken(self, str family=None):
        """The rows of the lines that were taken out, or of those of one family, top to bottom."""
        cdef Py_ssize_t at
        cdef list found = []
        for at in range(len(self._visible)):
            own = self._taken_as(at)
            if own is not None and (family is None or own == family):
                found.append(self._row(at))
        return found

    def taken_with(self, tuple signs):
        """The rows of the lines that were taken out and have one of `signs` in their text as it came, with spaces around."""
        cdef Py_ssize_t at
        cdef list found = []
        for at in range(len(self._visible)):
            if self._taken_as(at) is None:
                continue
            text = (<tuple> self._lines[self._index(at)])[TEXT]
            for sign in signs:
                if <str> sign in <str> text:
                    found.append(self._row(at))
                    break
        return found

    def first_taken(self, Py_ssize_t after, frozenset families):
        """The index of the first line behind index `after` that was taken out as one of `families`, None without one."""
        cdef Py_ssize_t at
        for at in range(len(self._visible)):
            if self._index(at) > after:
                family = self._taken_as(at)
                if family is not None and family in families:
                    return self._visible[at]
        return None

    def saying(self, frozenset texts, Py_ssize_t most):
        """The positions of those of the first `most` lines whose text is one of `texts`."""
        cdef Py_ssize_t at, size = min(most, len(self._visible))
        cdef uint64_t lengths = 0  # by their six lowest bits: a text is hashed whole before it is looked up
        cdef list found = []
        cdef str text
        for text in texts:
            lengths |= <uint64_t> 1 << (PyUnicode_GET_LENGTH(text) & 63)
        for at in range(size):
            text = self._text(at)
            if lengths >> (PyUnicode_GET_LENGTH(text) & 63) & 1 and text in texts:
                found.append(at)
        return found

    def subheadings(self, Py_ssize_t most):
        """The texts of those of the first `most` lines that are in a heading of the second to the fourth level."""
        cdef Py_ssize_t at, size = min(most, len(self._visible))
        cdef list found = []
        cdef object path, last = None  # lines side by side often share theirs
        cdef bint has = False
        for at in range(size):
            path = (<tuple> self._lines[self._index(at)])[PATH]
            if path is not last:
                last, has = path, path is not None and _has_subheading(path)
            if has:
                found.append(self._text(at))
        return found


cdef bint _has_subheading(str path) noexcept:
    """Whether an element of a path, tags with `/` before them, is `h2`, `h3` or `h4`."""
    cdef Py_ssize_t at, length = PyUnicode_GET_LENGTH(path)
    cdef const void* data = PyUnicode_DATA(path)
    cdef int kind = PyUnicode_KIND(path)
    cdef Py_UCS4 code
    for at in range(2, length):
        code = PyUnicode_READ(kind, data, at)
        if (
            0x32 <= code <= 0x34
            and PyUnicode_READ(kind, data, at - 1) == 0x68  # h
            and PyUnicode_READ(kind, data, at - 2) == 0x2F
        ):
            code = PyUnicode_READ(kind, data, at + 1) if at + 1 < length else 0x2F
            if code != 0x5F and not Py_UNICODE_ISALNUM(code):
                return True
    return False


def blocks_called(marks, const int[::1] kinds, const int[::1] parents, const int[::1] elements, tuple words, Py_ssize_t most):
    """The first `most` blocks in an element, or right within one, whose names hold one of `words`, in any case.

    `marks` are the names on each kind of element, `kinds` and `parents` those of every element, `elements` the innermost
    one around every block. The words are of two or more small letters of ASCII and signs.
    """
    cdef Py_ssize_t at, level, element
    cdef unsigned int first = 0, second = 0
    cdef list found = [], called
    for word in words:
        first |= 1u << (ord(word[0]) & 31)
        second |= 1u << (ord(word[1]) & 31)
    called = [_holds_one(names, words, first, second) for names in marks]
    if True not in called:
        return found
    for at in range(elements.shape[0]):
        element = elements[at]
        for level in range(3):
            if called[kinds[element]] is True:
                found.append(at)
                break
            # The root, which bears no such name, stands in itself.
            element = max(0, parents[element])
        if len(found) == most:
            break
    return found


cdef bint _holds_one(str text, tuple words, unsigned int first, unsigned int second):
    """Whether one of the words is in the text.

    `first` and `second` have a bit for each letter, by its five lowest, that is the first or the second of one.
    """
    cdef Py_ssize_t at, length = PyUnicode_GET_LENGTH(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef unsigned int code
    for at in range(length - 1):
        code = PyUnicode_READ(kind, data, at)
        if not first >> (code & 31) & 1:
            continue
        code = PyUnicode_READ(kind, data, at + 1)
        if not second >> (code & 31) & 1:
            continue
        for word in words:
            if _begins(kind, data, at, length, <str> word):
                return True
    return False


cdef bint _begins(int kind, const void* data, Py_ssize_t at, Py_ssize_t length, str word) noexcept:
    cdef Py_ssize_t letter, size = PyUnicode_GET_LENGTH(word)
    cdef const void* wanted = PyUnicode_DATA(word)
    cdef unsigned int code
    if at + size > length:
        return False
    for letter in range(size):
        code = PyUnicode_READ(kind, data, at + letter)
        if 0x41 <= code <= 0x5A:
            code |= 0x20
        if code != PyUnicode_READ(1, wanted, letter):
            return False
    return True
