# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Single passes over the lines of a document and the decisions on them: a page has 430 lines, and Python takes as long
to go over them as a rule takes to judge those that it looks at.

Lines and decisions are the tuples of `tasks.document`, whose fields are read by their place.
"""

from cpython.unicode cimport Py_UNICODE_ISALPHA, Py_UNICODE_ISSPACE
from libc.stdlib cimport calloc, free

from tasks.fields cimport ACTION, END, PATH, ROLES, SCORE, START, TEXT

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)

cdef enum:
    _SIGNS = 4096
SIGNS = _SIGNS
"""How many characters `signs_of` tells from each other."""


cdef inline Py_ssize_t _size(object line, object words) except -1:
    cdef Py_ssize_t length = len(<str> (<tuple> line)[TEXT]), count = words
    return length // 3 if count * 12 < length else count


def signs_of(str text):
    """For each remainder of a character's code by `SIGNS` 1 where the text has such a one beyond ASCII, else 0."""
    cdef bytes found = bytes(_SIGNS)
    cdef char* has = found  # nobody else has it yet
    cdef Py_UCS4 code
    if not PyUnicode_IS_ASCII(text):
        for code in text:
            if code > 0x7F:
                has[<unsigned int> code % _SIGNS] = 1
    return found


def texts_of(tuple lines):
    """The text of each line."""
    return [(<tuple> line)[TEXT] for line in lines]


def starts_of(tuple texts):
    """Where each text begins when they stand between newlines, one before the first."""
    cdef list starts = []
    cdef Py_ssize_t at, start = 1
    for at in range(len(texts)):
        starts.append(start)
        start += len(<str> texts[at]) + 1
    return tuple(starts)


def sizes_of(tuple lines, tuple words):
    """How long each line is in words; of scripts without spaces between them three characters are one."""
    cdef Py_ssize_t at
    return tuple([_size(lines[at], words[at]) for at in range(len(lines))])


def prose_in(tuple lines, tuple words, Py_ssize_t least, Py_ssize_t tail, str signs, ends):
    """Which lines are at least `least` words long, by `sizes_of`, and end in `tail` characters in which `ends` is found.

    It is found where one of `signs` ends the line, and nowhere without one of them.
    """
    cdef Py_ssize_t at, length, last
    cdef list found = []
    cdef str text
    for at in range(len(lines)):
        if _size(lines[at], words[at]) < least:
            found.append(False)
            continue
        text = (<tuple> lines[at])[TEXT]
        length = len(text)
        last = length - 1
        while last >= 0 and last >= length - tail and text[last] not in signs:
            last -= 1
        if last < 0 or last < length - tail:
            found.append(False)
        else:
            found.append(last == length - 1 or ends(text[max(0, length - tail) :]) is not None)
    return tuple(found)


cpdef bint is_signed(str text, Py_ssize_t longest) except -1:
    """Whether a text of up to `longest` characters has a copyright sign, or begins with the word."""
    if len(text) > longest:
        return False
    if not PyUnicode_IS_ASCII(text) and "©" in text:
        return True
    return len(text) >= 9 and (text[0] == u"c" or text[0] == u"C") and text[:9].lower() == "copyright"


def names_in(
    tuple lines, tuple words, tuple indexes, removed, family_of, dict proposed, comments, list keywords,
    tuple by_keyword, Py_ssize_t short, Py_ssize_t signed,
):
    """The names of those of these lines that are `removed`, "" for none, and the runs of them that have one without.

    No line that stays is inside a run.
    The first of: "copyright" for a line of up to `signed` characters that `is_signed`, what `family_of` says of its
    roles, what is `proposed`, "comment" from line `comments` on, and of up to `short` words the one of `by_keyword`
    whose number `keywords` has for it, which are in the order of `indexes` and -1 for none.

    Raises:
        ValueError: there are not as many of `keywords` as of `indexes`.
    """
    cdef dict names = {}
    cdef list runs = [], run = []
    cdef bint complete = True
    cdef Py_ssize_t at, line, keyword, first = comments
    cdef tuple fields
    if len(keywords) != len(indexes):
        raise ValueError(f"{len(keywords)} keywords of {len(indexes)} lines")
    roles, of_roles = None, family_of(None)
    for at in range(len(indexes)):
        index = indexes[at]
        if index not in removed:
            if not complete:
                runs.append(run)
            run, complete = [], True
            continue
        run.append(index)
        line = index
        fields = <tuple> lines[line]
        if fields[ROLES] is not roles:  # those of neighbours are mostly one object
            roles = fields[ROLES]
            of_roles = family_of(roles)
        family = "copyright" if is_signed(<str> fields[TEXT], signed) else of_roles or proposed.get(index)
        if not family:
            keyword = keywords[at]
            if line >= first:
                family = "comment"
            elif keyword >= 0 and <Py_ssize_t> words[line] <= short:
                family = by_keyword[keyword]
            complete = complete and bool(family)
        names[index] = family or ""
    if not complete:
        runs.append(run)
    return names, runs


def looks_of(tuple lines, tuple words, dict names, Py_ssize_t longest, str stops, Py_ssize_t prose):
    """What each line without a name looks like: 0 for a link, of up to `longest` words and no sign of `stops` behind
    them, 1 for others as short, 3 for those of `prose` words or more, 2 for all between.
    """
    cdef dict looks = {}
    cdef Py_ssize_t line, count, last
    cdef str text
    for index, name in names.items():
        if name:
            continue
        line = index
        count = words[line]
        if count > longest:
            looks[index] = 2 + (count >= prose)
            continue
        text = <str> (<tuple> lines[line])[TEXT]
        last = len(text) - 1
        while last >= 0 and Py_UNICODE_ISSPACE(text[last]):
            last -= 1
        looks[index] = <int> (last >= 0 and text[last] in stops)
    return looks


def first_with(tuple lines, tuple indexes, str end):
    """The first of these lines whose path has that end, None without one."""
    for at in indexes:
        path = (<tuple> lines[at])[PATH]
        if path is not None and (<str> path).endswith(end):
            return at
    return None


def fates_in(Py_ssize_t count, decisions):
    """The decision on each of `count` lines, None where there is none.

    Raises:
        IndexError: a decision is on a line that is not there.
        ValueError: two decisions take the same line, which is named.
    """
    cdef list fates = [None] * count
    cdef Py_ssize_t at, start, end
    for decision in decisions:
        start, end = (<tuple> decision)[START], (<tuple> decision)[END]
        if start < 0 or end > count:
            raise IndexError(f"lines {start} to {end} of {count}")
        for at in range(start, end):
            if fates[at] is not None:
                raise ValueError(f"line {at}")
            fates[at] = decision
    return tuple(fates)


def taken_in(decisions, double least, kept):
    """The lines of the decisions whose score is at least `least` and whose action is not `kept`."""
    cdef set lines = set()
    cdef Py_ssize_t at, start, end
    for decision in decisions:
        if (<tuple> decision)[ACTION] is not kept and <double> (<tuple> decision)[SCORE] >= least:
            start, end = (<tuple> decision)[START], (<tuple> decision)[END]
            for at in range(start, end):
                lines.add(at)
    return lines


def runs_of(tuple indexes, dict names, taken, list numbers):
    """Neighbours among these lines that have one name and one number: [start, end), the name and the number.

    Those that are not `taken`, or have no name, are of no run.
    """
    cdef list runs = []
    cdef Py_ssize_t at, start = 0, end = 0
    open_ = number = None
    for at in range(len(indexes)):
        index = indexes[at]
        name = names.get(index) if index in taken else None
        if open_ is not None and (name is None or name != open_ or numbers[at] != number):
            runs.append((start, end, open_, number))
            open_ = None
        if name is not None:
            if open_ is None:
                start, open_, number = index, name, numbers[at]
            end = <Py_ssize_t> index + 1
    if open_ is not None:
        runs.append((start, end, open_, number))
    return runs


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


def words_taken(tuple above, decisions, kept):
    """How many words the decisions take whose action is not `kept`; `above` each line stand so many."""
    cdef Py_ssize_t taken = 0, start, end
    for decision in decisions:
        if (<tuple> decision)[ACTION] is not kept:
            start, end = (<tuple> decision)[START], (<tuple> decision)[END]
            taken += <Py_ssize_t> above[end] - <Py_ssize_t> above[start]
    return taken


def endings_in(str text, str signs, str closing, Py_ssize_t tail):
    """How many lines of the text are not empty, and how many of them end in one of `signs`.

    Behind that may stand signs of `closing`; both are looked for in the last `tail` characters of a line.
    """
    cdef Py_ssize_t start = 0, stop, last, count = 0, ended = 0, length = len(text)
    while start < length:
        stop = text.find("\n", start)
        if stop < 0:
            stop = length
        if stop > start:
            count += 1
            last = stop - 1
            while last >= start and last >= stop - tail and text[last] in closing:
                last -= 1
            ended += last >= start and last >= stop - tail and text[last] in signs
        start = stop + 1
    return count, ended


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


def gaps_to(tuple indexes, wanted, Py_ssize_t most):
    """How many of these lines stand between each and the next that is wanted, `most` where as many do or none comes."""
    cdef Py_ssize_t at, gap = most
    cdef list found = [most] * len(indexes)
    for at in range(len(indexes) - 1, -1, -1):
        found[at] = gap
        gap = 0 if indexes[at] in wanted else min(most, gap + 1)
    return found


def letters_of(str text, Py_ssize_t most):
    """How many of the first characters of a text, up to `most`, are letters."""
    cdef Py_ssize_t at, found = 0
    for at in range(min(most, len(text))):
        found += Py_UNICODE_ISALPHA(text[at])
    return found


def evidence_in(said, Py_ssize_t count, tuple indexes, tuple zones, tuple kinds, headline, kept, float[:, :] out):
    """Fill in what the decisions `said` on `count` lines, and their zones, are of the lines `indexes`, in order.

    (len(indexes), 4): the best score of those against a line and for it, which of `kinds` its zone is, and how many of
    these lines it stands below the headline, if there is one.

    Raises:
        IndexError: a decision is on a line that is not there, or a line has no zone.
    """
    cdef Py_ssize_t at, kind, start, end, line, first = 0
    cdef double score
    cdef double* best
    cdef double* scores
    if len(zones) < count and indexes:
        raise IndexError(f"{len(zones)} zones of {count} lines")
    scores = <double*> calloc(2 * max(count, 1), sizeof(double))
    if scores == NULL:
        raise MemoryError
    try:
        for vote in said:
            start, end, score = (<tuple> vote)[START], (<tuple> vote)[END], (<tuple> vote)[SCORE]
            if start < 0 or end > count:
                raise IndexError(f"lines {start} to {end} of {count}")
            best = scores + count if (<tuple> vote)[ACTION] is kept else scores
            for at in range(start, end):
                best[at] = max(best[at], score)
        for at in range(len(indexes)):
            line = indexes[at]
            first += headline is not None and line < <Py_ssize_t> headline
            out[at, 0], out[at, 1] = <float> scores[line], <float> scores[count + line]
            for kind in range(len(kinds)):
                if kinds[kind] is zones[line]:
                    out[at, 2] = kind
        if headline is not None:
            for at in range(len(indexes)):
                out[at, 3] = at - first
    finally:
        free(scores)
