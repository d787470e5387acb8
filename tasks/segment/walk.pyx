# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The walk over a page: its visible texts in document order and its elements, from the parsed tree written out again.

Written out, every element has its end, and each "<" of a text or an attribute is escaped: cutting at "<" gives the
tags. Compiled, because a page has 2,100 tags: a loop over them in Python takes as long as all that is done to its
blocks later. Pages are hostile, and nothing here is checked by the compiler: what is written anywhere is never longer
than what was read for it, and every line and element has one around it but the root.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport (
    Py_UNICODE_ISSPACE, PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8, PyUnicode_READ_CHAR,
)
from libc.stdlib cimport free, malloc
from libc.string cimport memchr, memcmp, memcpy, strlen

import array

from tasks.document import Line

cdef extern from "string.h" nogil:
    void* memmem(const void* text, size_t length, const void* wanted, size_t wanted_length)

cdef enum Does:
    NOTHING, LINE, BLOCK, ITEM, CELL, VOID, BREAK, RULE, SKIP, RAW, PLAIN

DOES = {
    "nothing": NOTHING, "line": LINE, "block": BLOCK, "item": ITEM, "cell": CELL, "void": VOID, "break": BREAK,
    "rule": RULE, "skip": SKIP, "raw": RAW, "plain": PLAIN,
}
"""What an element does to the lines: nothing, begins one, sets one apart, is an item or a cell; then those without an
end: nothing, a break, a rule; last, what is skipped to its end, and what is skipped but for the raw text in it, that of
`plaintext` without end."""


def element(does: int, linked: bool = False, preformatted: bool = False) -> int:
    """What an element does, whether it is a link, and whether its text is preformatted, in one number."""
    return does << 2 | preformatted << 1 | linked


cdef array.array _INTS = array.array("i")


def text_lines(list texts, list endings):
    """The lines of flattened text; `endings` are the lengths of what ends each."""
    cdef list lines = []
    cdef Py_ssize_t at, length, indent, start = 0, blanks = 0
    for at in range(len(texts)):
        text = <str> texts[at]
        length, indent = len(text), 0
        while indent < length and Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(text, indent)):
            indent += 1
        shown = indent if indent < length else 0
        lines.append(tuple.__new__(Line, (text, start, start + length, shown, blanks, None, None, None)))
        blanks = 0 if indent < length else blanks + 1
        start += length + <Py_ssize_t> endings[at]
    return tuple(lines)


cdef struct Open:
    # What an open element gives to the text inside it, and what its end does to the lines.
    int element
    int path
    char does
    char linked
    char preformatted


cdef class Walk:
    """A page's lines and elements.

    Of elements, in document order: `parent` (-1 for the root), `depth`, `kind`, `first_block` (how many visible lines
    end before it). Of kinds of elements, in the order in which they are met: `kind_names`, and `kind_marks` (classes
    bare, ids as `#name`, others as `kind=name`), fewer than `longest` characters of them. Of lines: `words`, by white
    space; of visible ones `block_element` (the innermost element around its first visible text), `block_texts`,
    `block_linked` (the share of it in links) and `block_apart` (blank lines above it).

    `elements` says by name what an element does, as `element` puts it; those that it does not name do nothing.
    `deepest` levels of markup are kept in a path.
    """

    cdef readonly array.array parent, depth, kind, first_block, block_element, block_linked, block_apart
    cdef readonly list kind_names, kind_marks, words, block_texts
    cdef dict _elements_by_name, _known
    cdef int _deepest, _longest, _elements
    cdef list _written
    cdef dict _path_texts
    cdef int _paths
    cdef int* _path_above
    cdef int* _path_kind
    # The line being written: its bytes, and how many visible characters it has, and has in links.
    cdef char* _line
    cdef Py_ssize_t _length, _chars, _linked, _at
    cdef Open _scope  # of its first visible text, which says what block it belongs to
    cdef bint _blank, _item
    cdef char* _text  # unescaped, of the piece that is looked at
    cdef char* _key  # name and marks of a start tag
    cdef Open* _stack

    def __init__(self, str html, dict elements, int deepest, int longest):
        cdef Py_ssize_t size, most = html.count("<")
        cdef const char* page = PyUnicode_AsUTF8AndSize(html, &size)
        self._elements_by_name, self._deepest, self._longest = elements, deepest, longest
        self._known, self._written, self.words, self.kind_names, self.kind_marks = {}, [], [], [], []
        self._paths, self._path_texts = 1, {0: ""}
        self.parent, self.depth = array.clone(_INTS, most, False), array.clone(_INTS, most, False)
        self.kind, self.first_block = array.clone(_INTS, most, False), array.clone(_INTS, most, False)
        self.block_element, self.block_linked, self.block_apart = array.array("i"), array.array("f"), array.array("i")
        self.block_texts = []
        # None is written past its end: what is added to a line, a cell's bar, is shorter than its tag.
        self._line, self._text = <char*> malloc(size + 8), <char*> malloc(size + 8)
        self._key, self._stack = <char*> malloc(size + 8), <Open*> malloc((most + 1) * sizeof(Open))
        self._path_above, self._path_kind = <int*> malloc((most + 1) * sizeof(int)), <int*> malloc((most + 1) * sizeof(int))
        if not (self._line and self._text and self._key and self._stack and self._path_above and self._path_kind):
            raise MemoryError
        self._walk(page, page + size)
        for column in (self.parent, self.depth, self.kind, self.first_block):
            array.resize(column, self._elements)

    def __dealloc__(self):
        free(self._line)
        free(self._text)
        free(self._key)
        free(self._stack)
        free(self._path_above)
        free(self._path_kind)

    def lines(self, list added):
        """The lines, each with the roles of the elements around it; `added` are those that each kind adds."""
        cdef list roles = []
        cdef list lines = []
        cdef int element, parent, block = 0
        cdef frozenset given, own
        for element in range(self._elements):
            parent = self.parent.data.as_ints[element]
            given = roles[parent] if parent >= 0 else frozenset()
            own = added[self.kind.data.as_ints[element]]
            roles.append(given | own if own else given)
        for line in self._written:
            if line[0]:
                given = roles[self.block_element.data.as_ints[block]]
                block += 1
            else:
                given = None
            lines.append(tuple.__new__(Line, (*line, given)))
        return tuple(lines)

    cdef int _walk(self, const char* at, const char* end) except -1:
        """Write every text and every element from `at`, which is a "<", to `end`."""
        cdef const char* head
        cdef const char* close
        cdef const char* stop
        cdef Py_ssize_t length, depth = 0
        cdef int kind, packed
        cdef char does
        cdef Open here
        here.element, here.path, here.does, here.linked, here.preformatted = -1, 0, NOTHING, 0, 0
        at = <const char*> memchr(at, b"<", end - at) if end > at else NULL
        while at != NULL:
            head = at + 1
            length = 0  # of the unescaped text
            if end - head >= 3 and memcmp(head, b"!--", 3) == 0:
                close = <const char*> memmem(head, end - head, b"-->", 3)
                at = end if close == NULL else close + 3
            else:
                # An attribute's name may hold a "<".
                close = <const char*> memchr(head, b">", end - head)
                if close == NULL:
                    close = end
                at = close + 1 if close < end else end
                if head < end and head[0] == b"/":
                    if here.does and here.does != CELL:
                        self._end_line()
                        if here.does == BLOCK:
                            self._blank = True
                        elif here.does == ITEM:
                            self._item = False
                    # The root stays open: raw text inside of skipped elements may close more than is open.
                    if depth > 1:
                        depth -= 1
                        here = self._stack[depth]
                else:
                    packed = self._kind_of(head, close)
                    kind, does = packed >> 6, (packed >> 2) & 15
                    if does >= SKIP:
                        at = self._past(head, close, at, end, does, &length)
                    else:
                        self.parent.data.as_ints[self._elements] = here.element
                        self.depth.data.as_ints[self._elements] = depth
                        self.kind.data.as_ints[self._elements] = kind
                        self.first_block.data.as_ints[self._elements] = <int> len(self.block_texts)
                        self._elements += 1
                        if does < VOID:
                            self._stack[depth] = here
                            depth += 1
                            here.element, here.does = self._elements - 1, does
                            if does == CELL:
                                if self._chars:
                                    memcpy(self._line + self._length, b" | ", 3)
                                    self._length += 3
                            elif does:
                                self._end_line()
                                if does == BLOCK:
                                    self._blank = True
                                elif does == ITEM:
                                    self._item = True
                            if does and depth <= self._deepest:
                                self._path_above[self._paths], self._path_kind[self._paths] = here.path, kind
                                here.path = self._paths
                                self._paths += 1
                            here.linked |= packed & 1
                            here.preformatted |= (packed >> 1) & 1
                        elif does != VOID:
                            self._end_line()
                            if does == RULE:
                                self._blank = True
            stop = <const char*> memchr(at, b"<", end - at) if at < end else NULL
            close = end if stop == NULL else stop
            if close > at:
                length += _unescape(at, close, self._text + length)
            if length and here.element >= 0:
                self._write(length, &here)
            at = stop
        self._end_line()
        return 0

    cdef int _kind_of(self, const char* head, const char* close) except -1:
        """The kind of a start tag, and in the lowest six bits what it does, whether preformatted, whether a link."""
        cdef const char* at
        cdef const char* equals
        cdef const char* quote
        cdef char* out = self._key
        cdef Py_ssize_t size = _name_size(head, close)
        memcpy(out, head, size)
        out += size
        at = head + size
        while at < close:
            # At the space before a name, which may hold anything but a space, "=", "/" and ">".
            equals = <const char*> memmem(at, close - at, b'="', 2)
            if equals == NULL:
                break
            quote = <const char*> memchr(equals + 2, b'"', close - equals - 2)
            if quote == NULL:
                break
            out += self._mark(at + 1, equals - at - 1, equals + 2, quote, out)
            at = quote + 1
        key = PyBytes_FromStringAndSize(self._key, out - self._key)
        found = self._known.get(key)
        if found is None:
            found = self._elements_by_name.get(key[:size], NOTHING << 2)
            if found >> 2 < SKIP:
                found |= len(self.kind_names) << 6
                self.kind_names.append(key[:size].decode())
                self.kind_marks.append(key[size:].decode()[1 : self._longest])
            self._known[key] = found
        return found

    cdef Py_ssize_t _mark(
        self, const char* name, Py_ssize_t size, const char* value, const char* end, char* out
    ) noexcept:
        """Write what an attribute says of its element's kind, a space before it; how many bytes that is."""
        cdef const char* lead = NULL
        cdef Py_ssize_t length
        if size == 2 and memcmp(name, b"id", 2) == 0:
            lead = b" #"
        elif size == 3 and memcmp(name, b"rel", 3) == 0:
            memcpy(out, b" rel=", 5)
            return 5 + _with_plus(self._text, _unescape(value, end, self._text), out + 5)
        elif size == 4 and memcmp(name, b"role", 4) == 0:
            lead = b" role="
        elif size == 5 and memcmp(name, b"class", 5) == 0:
            lead = b" "
        elif size == 8 and memcmp(name, b"itemprop", 8) == 0:
            lead = b" prop="
        elif (size == 11 and memcmp(name, b"data-testid", 11) == 0) or (
            size == 14 and memcmp(name, b"data-component", 14) == 0
        ):
            lead = b" "
        elif (size == 6 and memcmp(name, b"hidden", 6) == 0) or (
            size == 5 and memcmp(name, b"style", 5) == 0 and self._hides(value, end)
        ):
            memcpy(out, b" @hidden", 8)
            return 8
        if lead == NULL or value == end:
            return 0
        length = strlen(lead)
        memcpy(out, lead, length)
        return length + _unescape(value, end, out + length)

    cdef bint _hides(self, const char* style, const char* end) noexcept:
        cdef Py_ssize_t length = 0
        if memmem(style, end - style, b"none", 4) == NULL:
            return False
        while style < end:
            if style[0] != b" ":
                self._text[length] = style[0] | 0x20 if b"A" <= style[0] <= b"Z" else style[0]
                length += 1
            style += 1
        return memmem(self._text, length, b"display:none", 12) != NULL

    cdef str _path_text(self, int number):
        text = self._path_texts.get(number)
        if text is None:
            text = f"{self._path_text(self._path_above[number])}/{self.kind_names[self._path_kind[number]]}"
            self._path_texts[number] = text
        return text

    cdef int _write(self, Py_ssize_t length, Open* here) except -1:
        """Add the piece of text that was unescaped to the line."""
        cdef Py_ssize_t visible, start, stop
        if here.preformatted:
            start = 0
            while True:
                stop = start
                while stop < length and self._text[stop] != b"\n":
                    stop += 1
                # Of "\r\n" neither is of a line.
                visible = stop - 1 if stop < length and stop > start and self._text[stop - 1] == b"\r" else stop
                self._add(self._text + start, visible - start, here)
                if stop == length:
                    return 0
                if not self._chars:
                    self._blank = True
                self._end_line()
                start = stop + 1
        if _visible(self._text, length):
            self._add(self._text, length, here)
        elif self._chars:
            self._line[self._length] = b" "
            self._length += 1
        return 0

    cdef void _add(self, const char* text, Py_ssize_t length, Open* here) noexcept:
        cdef Py_ssize_t visible = _visible(text, length)
        if visible:
            if not self._chars:
                self._scope = here[0]
            self._chars += visible
            if here.linked:
                self._linked += visible
        memcpy(self._line + self._length, text, length)
        self._length += length

    cdef int _end_line(self) except -1:
        if self._chars:
            self._end_text()
            self._linked = self._chars = 0
        self._length = 0
        return 0

    cdef int _end_text(self) except -1:
        cdef Py_ssize_t start = 0, stop = self._length, size, indent
        cdef bint blank
        if self._scope.preformatted:
            stop = _end_of_text(self._line, stop)
        else:
            stop = _collapse(self._line, stop)
            if stop and self._line[stop - 1] == b" ":
                stop -= 1
            if stop and self._line[0] == b" ":
                start = 1
        if _is_bars(self._line + start, stop - start):
            return 0
        blank = self._blank and len(self._written) > 0
        if blank:
            self._written.append(("", self._at, self._at, 0, 0, None, None))
            self.words.append(0)
            self._at += 1
        text = PyUnicode_DecodeUTF8(self._line + start, stop - start, NULL)
        indent = _indent(self._line + start, stop - start)
        if self._item:
            text, indent = "- " + text, 0
        size = len(text)
        share = <double> self._linked / <double> self._chars
        path = self._path_text(self._scope.path)
        self._written.append((text, self._at, self._at + size, indent, int(blank), path, share))
        self.words.append(_words(self._line + start, stop - start) + self._item)
        self.block_element.append(self._scope.element)
        self.block_texts.append(text)
        self.block_linked.append(share)
        self.block_apart.append(blank)
        self._at += size + 1
        self._item = self._blank = False
        return 0

    cdef const char* _past(
        self, const char* head, const char* close, const char* at, const char* end, char does, Py_ssize_t* length
    ) except NULL:
        """What stands behind the end of a skipped element that began at `head`; of raw text, what it holds is written."""
        cdef Py_ssize_t size = _name_size(head, close)
        cdef const char* inside = at
        cdef const char* stop = end
        cdef const char* next_
        if does == PLAIN:
            # Nothing ends it but the page, also not what looks like its end.
            next_ = at
            while next_ != NULL:
                next_ = <const char*> memmem(next_, end - next_, b"</plaintext>", 12)
                if next_ != NULL:
                    stop = next_
                    next_ += 1
            at = end
        elif does == RAW:
            at = self._past_raw(head, size, at, end, &stop)
        else:
            return self._past_nested(head, size, at, end)
        memcpy(self._text, inside, stop - inside)
        length[0] = stop - inside
        return at

    cdef const char* _past_raw(
        self, const char* name, Py_ssize_t size, const char* at, const char* end, const char** stop
    ) noexcept:
        at = <const char*> memchr(at, b"<", end - at)
        while at != NULL:
            if _is_end(at, end, name, size):
                stop[0] = at
                return at + size + 3
            at = <const char*> memchr(at + 1, b"<", end - at - 1)
        return end

    cdef const char* _past_nested(
        self, const char* name, Py_ssize_t size, const char* at, const char* end
    ) except NULL:
        cdef const char* close
        cdef const char* stop
        cdef Py_ssize_t own
        cdef int depth = 1, does
        at = <const char*> memchr(at, b"<", end - at)
        while at != NULL:
            if _is_end(at, end, name, size):
                depth -= 1
                if not depth:
                    return at + size + 3
                at += size + 3
            elif end - at >= 4 and memcmp(at, b"<!--", 4) == 0:
                # What a comment says is no tag: "</select>" in one ends nothing.
                at = <const char*> memmem(at + 1, end - at - 1, b"-->", 3)
                if at == NULL:
                    return end
            else:
                at += 1
                close = <const char*> memchr(at, b">", end - at)
                if close == NULL:
                    return end
                own = _name_size(at, close)
                does = self._elements_by_name.get(PyBytes_FromStringAndSize(at, own), NOTHING) >> 2
                if does == PLAIN:
                    return end
                if does == RAW:
                    close = self._past_raw(at, own, close, end, &stop)
                elif own == size and memcmp(at, name, size) == 0:
                    depth += 1
                at = close
            at = <const char*> memchr(at, b"<", end - at)
        return end


def add_roles(list roles, list marks, dict by_word, Py_ssize_t longest):
    """Add to `roles`, a frozenset for each of `marks`, those of the words in it that `by_word` knows, in lower case.

    A word stands alone, as in `nav-bar`, or begins or ends with a hump, as in `navBar`; of up to three letters it is
    small, but for its first letter, or large: "aD7" says nothing of advertisements.
    """
    cdef Py_ssize_t at, number, size, start, stop, begin, end
    cdef const char* text
    cdef char lower[64]
    longest = min(longest, 64)
    for number in range(len(marks)):
        encoded = (<str> marks[number]).encode("ascii", "replace")  # roles are named in ASCII
        text, size, at = encoded, len(encoded), 0
        while at < size:
            if not _is_letter(text[at]):
                at += 1
                continue
            start = at
            while at < size and _is_letter(text[at]):
                at += 1
            stop = at
            begin = start
            while begin < stop:
                if begin > start and not _is_hump(text + begin):
                    begin += 1
                    continue
                for end in range(begin + 1, min(stop, begin + longest) + 1):
                    lower[end - begin - 1] = text[end - 1] | 0x20
                    if (end == stop or _is_hump(text + end)) and (end - begin > 3 or _is_plain(text + begin, end - begin)):
                        role = by_word.get(PyBytes_FromStringAndSize(lower, end - begin))
                        if role is not None:
                            roles[number] |= role
                begin += 1


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


cdef bint _is_end(const char* at, const char* end, const char* name, Py_ssize_t size) noexcept:
    """Whether `</name>` stands there."""
    return (
        end - at >= size + 3 and at[1] == b"/" and memcmp(at + 2, name, size) == 0 and at[size + 2] == b">"
    )


cdef Py_ssize_t _name_size(const char* head, const char* close) noexcept:
    """How long the name is with which a tag begins that ends at `close`."""
    cdef const char* space = <const char*> memchr(head, b" ", close - head)
    return (close if space == NULL else space) - head


cdef Py_ssize_t _unescape(const char* at, const char* end, char* out) noexcept:
    """Write a text or a value of a page that was written out, which escapes five characters; how many bytes it has."""
    cdef const char* amp
    cdef char* start = out
    while at < end:
        amp = <const char*> memchr(at, b"&", end - at)
        if amp == NULL:
            amp = end
        memcpy(out, at, amp - at)
        out += amp - at
        at = amp
        if at == end:
            break
        if end - at >= 5 and memcmp(at, b"&amp;", 5) == 0:
            out[0] = b"&"
            at += 5
        elif end - at >= 4 and memcmp(at, b"&lt;", 4) == 0:
            out[0] = b"<"
            at += 4
        elif end - at >= 4 and memcmp(at, b"&gt;", 4) == 0:
            out[0] = b">"
            at += 4
        elif end - at >= 6 and memcmp(at, b"&quot;", 6) == 0:
            out[0] = b'"'
            at += 6
        elif end - at >= 6 and memcmp(at, b"&nbsp;", 6) == 0:
            out[0] = <char> 0xC2
            out += 1
            out[0] = <char> 0xA0
            at += 6
        else:
            out[0] = b"&"
            at += 1
        out += 1
    return out - start


cdef Py_ssize_t _space_at(const char* text, Py_ssize_t left) noexcept:
    """How many bytes the white space has that stands there, as `str.isspace` has it; 0 for none."""
    cdef unsigned char a = text[0], b, c
    if a < 0x80:
        return a == 0x20 or 0x09 <= a <= 0x0D or 0x1C <= a <= 0x1F
    if left < 2:
        return 0
    b = text[1]
    if a == 0xC2:
        return 2 if b == 0x85 or b == 0xA0 else 0
    if left < 3 or not 0xE1 <= a <= 0xE3:
        return 0
    c = text[2]
    if a == 0xE1:
        return 3 if b == 0x9A and c == 0x80 else 0
    if a == 0xE2:
        if b == 0x80:
            return 3 if c <= 0x8A or c == 0xA8 or c == 0xA9 or c == 0xAF else 0
        return 3 if b == 0x81 and c == 0x9F else 0
    return 3 if b == 0x80 and c == 0x80 else 0


cdef Py_ssize_t _with_plus(const char* text, Py_ssize_t length, char* out) noexcept:
    """Write words with a plus between them; how many bytes that is."""
    cdef Py_ssize_t at = _start_of_text(text, length), written = 0, size
    length = _end_of_text(text, length)
    while at < length:
        size = _start_of_text(text + at, length - at)
        if size:
            out[written] = b"+"
            at += size
        else:
            out[written] = text[at]
            at += 1
        written += 1
    return written


cdef Py_ssize_t _start_of_text(const char* text, Py_ssize_t length) noexcept:
    cdef Py_ssize_t at = 0, size
    while at < length:
        size = _space_at(text + at, length - at)
        if not size:
            break
        at += size
    return at


cdef Py_ssize_t _end_of_text(const char* text, Py_ssize_t length) noexcept:
    cdef Py_ssize_t size
    while length:
        size = 1
        while size < length and size < 3 and (<unsigned char> text[length - size] & 0xC0) == 0x80:
            size += 1
        if _space_at(text + length - size, size) != size:
            break
        length -= size
    return length


cdef Py_ssize_t _characters(const char* text, Py_ssize_t start, Py_ssize_t stop) noexcept:
    cdef Py_ssize_t at, count = 0
    for at in range(start, stop):
        count += (<unsigned char> text[at] & 0xC0) != 0x80
    return count


cdef Py_ssize_t _words(const char* text, Py_ssize_t length) noexcept:
    """How many runs there are of what is no white space."""
    cdef Py_ssize_t at = 0, size, count = 0
    cdef bint inside = False
    while at < length:
        size = _space_at(text + at, length - at)
        count += not size and not inside
        inside = not size
        at += size or 1
    return count


cdef Py_ssize_t _visible(const char* text, Py_ssize_t length) noexcept:
    """How many characters there are between white space at both ends."""
    cdef Py_ssize_t start = _start_of_text(text, length)
    return 0 if start == length else _characters(text, start, _end_of_text(text, length))


cdef Py_ssize_t _indent(const char* text, Py_ssize_t length) noexcept:
    return _characters(text, 0, _start_of_text(text, length))


cdef Py_ssize_t _collapse(char* text, Py_ssize_t length) noexcept:
    """Make one space of all runs of spaces, tabs, line ends and zero-width spaces; how many bytes are left."""
    cdef Py_ssize_t at = 0, out = 0, size
    cdef unsigned char byte
    cdef bint space = False
    while at < length:
        byte = text[at]
        if byte == 0x20 or byte == 0x09 or byte == 0x0A or byte == 0x0C or byte == 0x0D:
            size = 1
        elif byte == 0xE2 and length - at >= 3 and memcmp(text + at + 1, "\x80\x8B", 2) == 0:
            size = 3
        else:
            text[out] = byte
            out += 1
            at += 1
            space = False
            continue
        if not space:
            text[out] = b" "
            out += 1
            space = True
        at += size
    return out


cdef bint _is_bars(const char* text, Py_ssize_t length) noexcept:
    """Whether there is nothing but white space and, inside of it, bars around white space."""
    cdef Py_ssize_t start = _start_of_text(text, length), stop = _end_of_text(text, length)
    if start >= stop:
        return True
    while start < stop and text[start] == b"|":
        start += 1
    while stop > start and text[stop - 1] == b"|":
        stop -= 1
    return start + _start_of_text(text + start, stop - start) == stop
