# cython: language_level=3, boundscheck=False, wraparound=False
"""Which lines an automaton's matches are in, and whose: the loop over the matches of all rules."""

from cpython.unicode cimport Py_UNICODE_ISALNUM, PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ


def lines_of(list matches, str text, tuple starts, list owners, tuple lines, dict whole, Py_ssize_t longest):
    """The lines of each owner, in order: of its patterns in `matches`, and those that are in `whole` as they stand.

    `matches` are (pattern, start, end) in `text`, in the order of their ends; none spans two of its lines, which begin
    at `starts` and are followed by a newline. `owners` says of every pattern whether a word must begin where it does,
    whether one must end where it does, and whose it is. What is in `whole` has up to `longest` characters.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t count = len(starts), line = -1, following = 0, start, end
    cdef bint left, right
    cdef tuple owner
    cdef dict found = {}
    for match in matches:
        start, end = (<tuple> match)[1], (<tuple> match)[2]
        owner = <tuple> owners[(<tuple> match)[0]]
        left, right = owner[0], owner[1]
        if right and glued(PyUnicode_READ(kind, data, end), PyUnicode_READ(kind, data, end - 1)):
            continue
        if left and start and glued(PyUnicode_READ(kind, data, start - 1), PyUnicode_READ(kind, data, start)):
            continue
        while end > following:
            line += 1
            following = starts[line + 1] if line + 1 < count else len(text)
            _add_whole(found, whole, <str> lines[line], line, longest)
        _add(found, <tuple> owner[2], line)
    for line in range(line + 1, count):
        _add_whole(found, whole, <str> lines[line], line, longest)
    return found


cdef inline void _add_whole(dict found, dict whole, str text, Py_ssize_t line, Py_ssize_t longest):
    if len(text) <= longest:  # to look up a long one takes as long as to read it
        _add(found, whole.get(text), line)


cdef inline void _add(dict found, tuple owners, Py_ssize_t line):
    cdef list own
    if owners is None:
        return
    for owner in owners:
        if owner not in found:
            found[owner] = [line]
        else:
            own = <list> found[owner]
            if own[len(own) - 1] != line:
                own.append(line)


cpdef inline bint glued(Py_UCS4 outside, Py_UCS4 inside) noexcept:
    """Whether a match ends inside of a word, by the characters on both sides of where it does: "ads" in "roads".

    Scripts without spaces have no boundaries to ask for.
    """
    return (
        outside < 0x0E00 and inside < 0x0E00 and Py_UNICODE_ISALNUM(outside) and Py_UNICODE_ISALNUM(inside)
    )
