# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Single passes over the lines of a document and the decisions on them: a page has 430 lines, and Python takes as long
to go over them as a rule takes to judge those that it looks at.

Lines and decisions are the tuples of `tasks.document`, whose fields are read by their place.
"""

cdef enum Field:
    TEXT = 0  # of a `Line`
    START = 0  # of a `Decision`
    END = 1
    ACTION = 2


cdef inline Py_ssize_t _size(object line, object words) except -1:
    cdef Py_ssize_t length = len(<str> (<tuple> line)[TEXT]), count = words
    return length // 3 if count * 12 < length else count


def sizes_of(tuple lines, tuple words):
    """How long each line is in words; of scripts without spaces between them three characters are one."""
    cdef Py_ssize_t at
    return tuple([_size(lines[at], words[at]) for at in range(len(lines))])


def prose_in(tuple lines, tuple words, Py_ssize_t least, Py_ssize_t tail, ends):
    """Which lines are at least `least` words long, by `sizes_of`, and end in `tail` characters in which `ends` is found."""
    cdef Py_ssize_t at, length
    cdef list found = []
    cdef str text
    for at in range(len(lines)):
        if _size(lines[at], words[at]) < least:
            found.append(False)
            continue
        text = (<tuple> lines[at])[TEXT]
        length = len(text)
        found.append(ends(text[max(0, length - tail) :]) is not None)
    return tuple(found)


def visible_in(tuple words):
    """The indexes of the lines that have words."""
    cdef Py_ssize_t at
    return tuple([at for at in range(len(words)) if words[at]])


def votes_on(tuple words, proposals):
    """The first of the decisions on every line that has words, and of lines with several all of them, in order.

    Raises:
        IndexError: a decision is on a line that is not there.
    """
    cdef list votes = [None] * len(words)
    cdef dict contested = {}
    cdef Py_ssize_t at, start, end
    cdef tuple fields
    for proposal in proposals:
        fields = <tuple> proposal
        start, end = fields[START], fields[END]
        if start < 0 or end > len(words):
            raise IndexError(f"lines {start} to {end} of {len(words)}")
        for at in range(start, end):
            if not words[at]:
                continue
            if votes[at] is None:
                votes[at] = proposal
            elif at in contested:
                (<list> contested[at]).append(proposal)
            else:
                contested[at] = [votes[at], proposal]
    return votes, contested


cdef bint _same_reason(object a, object b) except -1:
    """Whether two decisions say the same, wherever they say it."""
    cdef Py_ssize_t at
    if a is b:
        return True
    for at in range(ACTION, len(<tuple> a)):
        if (<tuple> a)[at] is not (<tuple> b)[at] and (<tuple> a)[at] != (<tuple> b)[at]:
            return False
    return True


def ranges_of(tuple words, list votes):
    """The decisions on neighbouring lines, each with the range [start, end) of lines that say the same.

    Lines without words between them are of the range, and no decision is on them.
    """
    cdef list ranges = []
    cdef Py_ssize_t at, start = 0, end = 0
    open_ = None
    for at in range(len(votes)):
        vote = votes[at]
        if vote is not None and open_ is not None and _same_reason(open_, vote):
            end = at + 1
        elif vote is not None or words[at]:
            if open_ is not None:
                ranges.append((open_, start, end))
            open_, start, end = vote, at, at + 1
    if open_ is not None:
        ranges.append((open_, start, end))
    return ranges


def text_of(tuple lines, tuple words, tuple fates, kept):
    """The lines without a decision, or with one whose action is `kept`: without white space behind them, and those
    without words in a row as one empty line."""
    cdef list text = []
    cdef bint blank = False
    cdef Py_ssize_t at
    for at in range(len(lines)):
        if fates[at] is not None and (<tuple> fates[at])[ACTION] is not kept:
            continue
        if not words[at]:
            blank = True
            continue
        if blank and text:
            text.append("")
        text.append((<str> (<tuple> lines[at])[TEXT]).rstrip())
        blank = False
    return "\n".join(text)
