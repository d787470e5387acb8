# cython: language_level=3, boundscheck=False, wraparound=False
"""What is looked for in the marks of a page's elements: a page has 190 kinds of them, and most hold nothing of it."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport uint64_t


def holding(list texts, str sign):
    """The indexes of the texts in which `sign` stands, in order."""
    cdef Py_ssize_t at
    return [at for at in range(len(texts)) if sign in <str> texts[at]]


cdef enum:
    SLOTS = 4096
    LONGEST = 63


cdef class RoleWords:
    """Words of small letters, up to `LONGEST`, each with the roles that it says."""

    cdef dict _roles
    cdef Py_ssize_t _longest
    cdef unsigned char _known[SLOTS]  # of the words' hashes: hardly another word needs to be looked up

    def __init__(self, dict roles):
        cdef Py_ssize_t at
        cdef uint64_t hash_
        cdef bytes word
        self._roles, self._longest = roles, 0
        for at in range(SLOTS):
            self._known[at] = 0
        for word in roles:
            if not 0 < len(word) <= LONGEST:
                raise ValueError(f"a word of {len(word)} letters")
            hash_ = 0
            for at in range(len(word)):
                hash_ = _with_letter(hash_, (<const char*> word)[at])
            self._known[_slot(hash_)] = 1
            self._longest = max(self._longest, len(word))

    def of(self, list names, list marks, dict by_name):
        """The roles of elements: those that `by_name` has for their names, and those of the words in their marks.

        A word stands alone, as in `nav-bar`, or begins or ends with a hump, as in `navBar`; of up to three letters it
        is small, but for its first letter, or large: "aD7" says nothing of advertisements.
        """
        cdef Py_ssize_t at, number, size, start
        cdef uint64_t hash_
        cdef char small, before  # the bit of small letters, of a letter and of the one before it
        cdef bint humps
        cdef const char* text
        cdef list found = []
        none = frozenset()
        for number in range(len(names)):
            roles = by_name.get(names[number], none)
            text, at = PyUnicode_AsUTF8AndSize(<str> marks[number], &size), 0
            while at < size:
                start, hash_, humps, before = at, 0, False, 0
                while at < size and _is_letter(text[at]):
                    small = text[at] & 0x20
                    if before and not small:
                        humps = True
                    hash_, before = _with_letter(hash_, text[at] | 0x20), small
                    at += 1
                if humps or self._known[_slot(hash_)]:  # most words end here
                    roles = self._added(roles, text, start, at)
                at += 1
            found.append(roles)
        return found

    cdef object _added(self, roles, const char* text, Py_ssize_t start, Py_ssize_t stop):
        """The roles with those of the words in a run of letters."""
        cdef Py_ssize_t begin, end
        cdef uint64_t hash_
        cdef char lower[LONGEST]
        for begin in range(start, stop):
            if begin > start and not _is_hump(text + begin):
                continue
            hash_ = 0
            for end in range(begin + 1, min(stop, begin + self._longest) + 1):
                lower[end - begin - 1] = text[end - 1] | 0x20
                hash_ = _with_letter(hash_, text[end - 1] | 0x20)
                if (
                    (end == stop or _is_hump(text + end))
                    and self._known[_slot(hash_)]
                    and (end - begin > 3 or _is_plain(text + begin, end - begin))
                ):
                    said = self._roles.get(PyBytes_FromStringAndSize(lower, end - begin))
                    if said is not None:
                        roles = roles | said
        return roles


cdef inline uint64_t _with_letter(uint64_t hash_, char letter) noexcept:
    return hash_ * 33 + <unsigned char> letter


cdef inline Py_ssize_t _slot(uint64_t hash_) noexcept:
    return (hash_ * <uint64_t> 0x9E3779B97F4A7C15) >> 52


cdef inline bint _is_letter(char byte) noexcept:
    return b"a" <= (byte | 0x20) <= b"z"


cdef inline bint _is_hump(const char* text) noexcept:
    """Whether a small letter stands before a large one there."""
    return b"a" <= (text - 1)[0] <= b"z" and b"A" <= text[0] <= b"Z"


cdef bint _is_plain(const char* word, Py_ssize_t size) noexcept:
    """Whether all but the first letter are small, or all are large."""
    cdef Py_ssize_t at, small = 0
    for at in range(1, size):
        small += b"a" <= word[at] <= b"z"
    return size > 1 and (small == size - 1 or (not small and b"A" <= word[0] <= b"Z"))
