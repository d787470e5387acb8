# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The walk over a page's tree: its visible texts in document order and its elements.

Compiled, because a page has 2,100 elements: a loop over them in Python takes as long as all that is done to its blocks
later. It reads the parser's own tree; to write that out and cut it into tags again took as long as the walk. Pages are
hostile, and nothing here is checked by the compiler: room is made for whatever is written, and every line and element
has one around it but the root.

It is long, and one module: `Walk` calls its parts for every element and text, and with what is done to their bytes in a
file of its own the compiler made other choices, and lines took a twentieth longer.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.object cimport PyTypeObject
from cpython.ref cimport Py_DECREF, Py_INCREF
from cpython.tuple cimport PyTuple_SET_ITEM
from cpython.unicode cimport Py_UNICODE_ISSPACE, PyUnicode_DecodeUTF8, PyUnicode_READ_CHAR
from libc.stdint cimport uint8_t, uintptr_t
from libc.stdlib cimport free, realloc
from libc.string cimport memcmp, memcpy, strlen

from tasks.segment.tree cimport ELEMENT_NODE, TEXT_NODE, Attribute, Node, following, is_word, lxb, small

import array

from tasks.document import Line

cdef extern from "string.h" nogil:
    void* memmem(const void* text, size_t length, const void* wanted, size_t wanted_length)

cdef extern from *:
    """
    /* From Python 3.14 a tuple holds its hash, once it was asked for, and -1 before; the allocation makes it 0. */
    #if PY_VERSION_HEX >= 0x030E0000
    #define forget_hash(tuple) (((PyTupleObject *)(tuple))->ob_hash = -1)
    #else
    #define forget_hash(tuple)
    #endif
    """
    object PyType_GenericAlloc(PyTypeObject* type, Py_ssize_t items)
    void forget_hash(object tuple)

cdef enum Does:
    NOTHING, LINE, BLOCK, ITEM, CELL, VOID, BREAK, RULE, RAW, SKIP, STRIP

DOES = {
    "nothing": NOTHING, "line": LINE, "block": BLOCK, "item": ITEM, "cell": CELL, "void": VOID, "break": BREAK,
    "rule": RULE, "raw": RAW, "skip": SKIP, "strip": STRIP,
}
"""What an element does to the lines: nothing, begins one, sets one apart, is an item or a cell; then those without an
end: nothing, a break, a rule; last, those that are no elements of the page: only the text in it is of it, nothing is,
or it is as if it were not there and the texts around it were one."""


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
cdef bytes EDIT_LINKS = b"mw-editsection"  # beside the headings of a wiki: "[edit]"


def element(does: int, linked: bool = False, preformatted: bool = False) -> int:
    """What an element does, whether it is a link, and whether its text is preformatted, in one number."""
    return does << 2 | preformatted << 1 | linked


cdef enum:
    TAG_NUMBERS = 256  # lexbor numbers the standard's elements up to here, others by an address
    FIRST_ROOM = 2048  # elements that a page may have before there is made room for more: as many as most have


cdef object _line(str text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t indent, Py_ssize_t blanks, path, share):
    """A `Line` without roles, filled as the interpreter fills tuples: through its constructor it takes longer."""
    cdef object line = PyType_GenericAlloc(<PyTypeObject*> Line, 8)
    forget_hash(line)
    _set(line, 0, text)
    _set(line, 1, start)
    _set(line, 2, end)
    _set(line, 3, indent)
    _set(line, 4, blanks)
    _set(line, 5, path)
    _set(line, 6, share)
    _set(line, 7, None)
    return line


cdef void _set(object line, Py_ssize_t at, object field) noexcept:
    Py_INCREF(field)
    PyTuple_SET_ITEM(line, at, field)


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
        lines.append(_line(text, start, start + length, shown, blanks, None, None))
        blanks = 0 if indent < length else blanks + 1
        start += length + <Py_ssize_t> endings[at]
    return tuple(lines)


cdef struct Buffer:
    char* bytes
    Py_ssize_t length, room


cdef int _append(Buffer* buffer, const char* text, Py_ssize_t length) except -1:
    """Add to what is in a buffer; there is always a byte of room behind it."""
    cdef Py_ssize_t room
    cdef char* bytes_
    if buffer.length + length >= buffer.room:
        room = 2 * (buffer.length + length) + 64
        bytes_ = <char*> realloc(buffer.bytes, room)
        if not bytes_:
            raise MemoryError
        buffer.bytes, buffer.room = bytes_, room
    if length:
        memcpy(buffer.bytes + buffer.length, text, length)
        buffer.length += length
    return 0


cdef void* _resized(void* memory, size_t size) except NULL:
    """The memory with room for `size` bytes.

    Raises:
        MemoryError: there is none; what there was stays.
    """
    cdef void* found = realloc(memory, size)
    if found == NULL:
        raise MemoryError
    return found


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

    `root` is the address of the element of lexbor's tree with which the page begins, which has to live as long as the
    walk; `elements` says by name what an element does, as `element` puts it; those that it does not name do nothing.
    `deepest` levels of markup are kept in a path.
    """

    cdef readonly array.array parent, depth, kind, first_block, block_element, block_linked, block_apart
    cdef readonly list kind_names, kind_marks, words, block_texts
    cdef dict _elements_by_name, _known
    cdef int _deepest, _longest, _elements, _room
    cdef list _written
    cdef list _path_texts
    cdef int _paths
    cdef int* _path_above
    cdef int* _path_kind
    # The line being written: its bytes, and how many visible characters it has, and has in links.
    cdef Buffer _line
    cdef Py_ssize_t _chars, _linked, _at
    cdef Open _scope  # of its first visible text, which says what block it belongs to
    cdef bint _blank, _item
    cdef Buffer _text  # the piece that is looked at
    cdef Buffer _key  # name and marks of an element
    cdef Open* _stack
    cdef int _known_tags[TAG_NUMBERS]
    cdef int _bare[TAG_NUMBERS]  # one more than the kind of an element without attributes, 0 for one not met yet

    def __init__(self, uintptr_t root, dict elements, int deepest, int longest):
        cdef int at
        self._elements_by_name, self._deepest, self._longest = elements, deepest, longest
        self._known, self._written, self.words, self.kind_names, self.kind_marks = {}, [], [], [], []
        self._paths, self._path_texts = 1, [""]
        self.parent, self.depth, self.kind, self.first_block = (array.array("i") for _ in range(4))
        self.block_element, self.block_linked, self.block_apart = array.array("i"), array.array("f"), array.array("i")
        self.block_texts = []
        self._make_room(FIRST_ROOM)
        for at in range(TAG_NUMBERS):
            self._known_tags[at] = -1
        self._walk(<Node> root)
        for column in (self.parent, self.depth, self.kind, self.first_block):
            array.resize(column, self._elements)

    def __dealloc__(self):
        free(self._line.bytes)
        free(self._text.bytes)
        free(self._key.bytes)
        free(self._stack)
        free(self._path_above)
        free(self._path_kind)

    def lines(self, list added):
        """The lines, each with the roles of the elements around it; `added` are those that each kind adds.

        To be asked for once.
        """
        cdef list roles = []
        cdef int element, parent, block = 0
        cdef frozenset given, own
        for element in range(self._elements):
            parent = self.parent.data.as_ints[element]
            given = roles[parent] if parent >= 0 else frozenset()
            own = added[self.kind.data.as_ints[element]]
            roles.append(given | own if own else given)
        for line in self._written:
            # Nobody has seen the lines yet, so that their last field may still be set; empty ones have no roles.
            if (<tuple> line)[0]:
                Py_DECREF(None)
                _set(line, 7, roles[self.block_element.data.as_ints[block]])
                block += 1
        written, self._written = tuple(self._written), []
        return written

    cdef int _make_room(self, int room) except -1:
        """Make room for so many elements: none is deeper, or has a later path, than there are elements before it."""
        for column in (self.parent, self.depth, self.kind, self.first_block):
            array.resize(column, room)
        self._stack = <Open*> _resized(self._stack, room * sizeof(Open))
        self._path_above = <int*> _resized(self._path_above, (room + 1) * sizeof(int))
        self._path_kind = <int*> _resized(self._path_kind, (room + 1) * sizeof(int))
        self._room = room
        return 0

    cdef int _walk(self, Node root) except -1:
        """Write every text and every element from `root` down."""
        cdef Node node = root
        cdef Node next_
        cdef Py_ssize_t depth = 0
        cdef Open here
        cdef int type_, does
        here.element, here.path, here.does, here.linked, here.preformatted = -1, 0, NOTHING, 0, 0
        while True:
            type_, next_ = lxb.type(node), NULL
            if type_ == TEXT_NODE:
                self._take_text(node)
            elif type_ != ELEMENT_NODE:
                self._write(&here)  # a comment: the texts around it are two
            else:
                does = self._does(node) >> 2
                if does != STRIP:
                    self._write(&here)
                if does == RAW:
                    self._take_text(node)
                elif does < RAW:
                    if self._open(node, &here, depth) and does < VOID:
                        next_ = lxb.first_child(node)
                        if next_ == NULL:
                            self._close(&here, depth)
                        else:
                            depth += 1
            while next_ == NULL and node != root:
                next_ = lxb.next(node)
                if next_ == NULL:
                    node = lxb.parent(node)
                    self._write(&here)
                    depth -= 1
                    self._close(&here, depth)
            if next_ == NULL:
                break
            node = next_
        self._end_line()
        return 0

    cdef int _open(self, Node node, Open* here, Py_ssize_t depth) except -1:
        """Add an element, and begin what it begins; `here` is made what it gives to what is inside it.

        False if it is called what says that it is not of the text.
        """
        cdef int packed = self._kind_of(node), kind = packed >> 6, does = (packed >> 2) & 15
        if does == SKIP:
            return False
        if self._elements == self._room:
            self._make_room(2 * self._room)
        self.parent.data.as_ints[self._elements] = here.element
        self.depth.data.as_ints[self._elements] = <int> depth
        self.kind.data.as_ints[self._elements] = kind
        self.first_block.data.as_ints[self._elements] = <int> len(self.block_texts)
        self._elements += 1
        if does >= VOID:
            if does != VOID:
                self._end_line()
                if does == RULE:
                    self._blank = True
            return True
        self._stack[depth] = here[0]
        here.element, here.does = self._elements - 1, <char> does
        if does == CELL:
            if self._chars:
                _append(&self._line, " | ", 3)
        elif does:
            self._end_line()
            if does == BLOCK:
                self._blank = True
            elif does == ITEM:
                self._item = True
        if does and depth < self._deepest:
            self._path_above[self._paths], self._path_kind[self._paths] = here.path, kind
            here.path = self._paths
            self._paths += 1
            self._path_texts.append(None)
        here.linked |= packed & 1
        here.preformatted |= (packed >> 1) & 1
        return True

    cdef int _close(self, Open* here, Py_ssize_t depth) except -1:
        """End what the innermost open element began; `here` is made what is around it."""
        if here.does and here.does != CELL:
            self._end_line()
            if here.does == BLOCK:
                self._blank = True
            elif here.does == ITEM:
                self._item = False
        here[0] = self._stack[depth]
        return 0

    cdef int _take_text(self, Node node) except -1:
        """Add the text in a node to the piece that is looked at."""
        cdef size_t length = 0
        cdef char* text = lxb.text(node, &length)
        if text == NULL:
            raise MemoryError
        return _append(&self._text, text, length)

    cdef int _does(self, Node node) except -1:
        """What an element does, as `elements` says it."""
        cdef uintptr_t number = lxb.tag_number(node)
        cdef size_t size
        cdef const char* name
        if number < TAG_NUMBERS and self._known_tags[number] >= 0:
            return self._known_tags[number]
        name = lxb.tag_name(node, &size)
        found = <int> self._elements_by_name.get(PyBytes_FromStringAndSize(name, size), NOTHING)
        if number < TAG_NUMBERS:
            self._known_tags[number] = found
        return found

    cdef int _kind_of(self, Node node) except -1:
        """The kind of an element, and in the lowest six bits what it does, whether preformatted, whether a link."""
        cdef size_t size, name_size, value_size
        cdef const char* name = lxb.tag_name(node, &size)
        cdef const char* value
        cdef Attribute attribute = lxb.first_attribute(node)
        cdef uintptr_t number = lxb.tag_number(node) if attribute == NULL else TAG_NUMBERS
        if number < TAG_NUMBERS and self._bare[number]:
            return self._bare[number] - 1
        self._key.length = 0
        _append(&self._key, name, size)
        while attribute != NULL:
            name, value = lxb.attribute_name(attribute, &name_size), lxb.attribute_value(attribute, &value_size)
            if name != NULL:
                self._mark(name, name_size, value, value_size if value != NULL else 0)
            attribute = lxb.next_attribute(attribute)
        key = PyBytes_FromStringAndSize(self._key.bytes, self._key.length)
        found = self._known.get(key)
        if found is None:
            # By hand: Python, asked whether bytes are in bytes, makes an exception first, and drops it.
            aside = is_word(self._key.bytes, size, b"span") and (
                memmem(self._key.bytes, self._key.length, <const char*> EDIT_LINKS, len(EDIT_LINKS)) != NULL
            )
            found = len(self.kind_names) << 6 | (SKIP << 2 if aside else self._does(node))
            self.kind_names.append(PyUnicode_DecodeUTF8(self._key.bytes, size, "replace"))
            marks = PyUnicode_DecodeUTF8(self._key.bytes + size, self._key.length - size, "replace")
            self.kind_marks.append(marks[1 : self._longest])
            self._known[key] = found
        if number < TAG_NUMBERS:
            self._bare[number] = found + 1
        return found

    cdef int _mark(self, const char* name, Py_ssize_t size, const char* value, Py_ssize_t length) except -1:
        """Add what an attribute says of its element's kind to the key, a space before it."""
        cdef const char* lead = NULL
        if is_word(name, size, b"id"):
            lead = b" #"
        elif is_word(name, size, b"rel"):
            _append(&self._key, b" rel=", 5)
            return _append_with_plus(&self._key, value, length)
        elif is_word(name, size, b"role"):
            lead = b" role="
        elif is_word(name, size, b"class"):
            lead = b" "
        elif is_word(name, size, b"itemprop"):
            lead = b" prop="
        elif is_word(name, size, b"data-testid") or is_word(name, size, b"data-component"):
            lead = b" "
        elif is_word(name, size, b"hidden") or (is_word(name, size, b"style") and _hides(value, length)):
            return _append(&self._key, b" @hidden", 8)
        if lead == NULL or not length:
            return 0
        _append(&self._key, lead, strlen(lead))
        return _append(&self._key, value, length)

    cdef str _path_text(self, int number):
        text = self._path_texts[number]
        if text is None:
            text = f"{self._path_text(self._path_above[number])}/{self.kind_names[self._path_kind[number]]}"
            self._path_texts[number] = text
        return text

    cdef int _write(self, Open* here) except -1:
        """Add the piece of text that was looked at to the line."""
        cdef Py_ssize_t visible, start, stop, length = self._text.length
        cdef const char* text = self._text.bytes
        self._text.length = 0
        if not length or here.element < 0:
            return 0
        if here.preformatted:
            start = 0
            while True:
                stop = start
                while stop < length and text[stop] != b"\n":
                    stop += 1
                # Of "\r\n" neither is of a line.
                visible = stop - 1 if stop < length and stop > start and text[stop - 1] == b"\r" else stop
                self._add(text + start, visible - start, _visible(text + start, visible - start), here)
                if stop == length:
                    return 0
                if not self._chars:
                    self._blank = True
                self._end_line()
                start = stop + 1
        visible = _visible(text, length)
        if visible:
            return 0 if here.linked and self._is_permalink(text, length, here) else self._add(text, length, visible, here)
        if self._chars:
            return _append(&self._line, b" ", 1)
        return 0

    cdef bint _is_permalink(self, const char* text, Py_ssize_t length, Open* here) except -1:
        """Whether a link of a heading to itself is all that a piece is ("Installation¶")."""
        cdef int element = here.element, level
        while length and <uint8_t> text[length - 1] <= 32:
            length -= 1
        while length and <uint8_t> text[0] <= 32:
            text, length = text + 1, length - 1
        # "#" alone is the heading of a list by letters, and before a heading it may be of it ("# 1 hit of the year").
        if not (
            is_word(text, length, b"\xc2\xb6") or is_word(text, length, b"\xc2\xa7")
            or is_word(text, length, b"\xf0\x9f\x94\x97") or (is_word(text, length, b"#") and self._chars)
        ):
            return False
        for level in range(4):
            if element < 0:
                return False
            if self.kind_names[self.kind.data.as_ints[element]] in HEADINGS:
                return True
            element = self.parent.data.as_ints[element]
        return False

    cdef int _add(self, const char* text, Py_ssize_t length, Py_ssize_t visible, Open* here) except -1:
        if visible:
            if not self._chars:
                self._scope = here[0]
            self._chars += visible
            if here.linked:
                self._linked += visible
        return _append(&self._line, text, length)

    cdef int _end_line(self) except -1:
        if self._chars:
            self._end_text()
            self._linked = self._chars = 0
        self._line.length = 0
        return 0

    cdef int _end_text(self) except -1:
        cdef Py_ssize_t start = 0, stop = self._line.length, size, indent
        cdef char* line = self._line.bytes
        cdef int blank
        cdef double share
        cdef float linked
        if self._scope.preformatted:
            stop = _end_of_text(line, stop)
        else:
            stop = _collapse(line, stop)
            if stop and line[stop - 1] == b" ":
                stop -= 1
            if stop and line[0] == b" ":
                start = 1
        if _is_bars(line + start, stop - start):
            return 0
        blank = self._blank and len(self._written) > 0
        if blank:
            self._written.append(_line("", self._at, self._at, 0, 0, None, None))
            self.words.append(0)
            self._at += 1
        text = PyUnicode_DecodeUTF8(line + start, stop - start, "replace")
        indent = _indent(line + start, stop - start)
        if self._item:
            text, indent = "- " + text, 0
        size = len(text)
        share = <double> self._linked / <double> self._chars
        linked = <float> share
        path = self._path_text(self._scope.path)
        self._written.append(_line(text, self._at, self._at + size, indent, blank, path, share))
        self.words.append(_words(line + start, stop - start) + self._item)
        self.block_texts.append(text)
        array.extend_buffer(self.block_element, <char*> &self._scope.element, 1)
        array.extend_buffer(self.block_linked, <char*> &linked, 1)
        array.extend_buffer(self.block_apart, <char*> &blank, 1)
        self._at += size + 1
        self._item = self._blank = False
        return 0


cdef bint _hides(const char* style, Py_ssize_t size) noexcept:
    """Whether a style says "display: none", with spaces anywhere."""
    cdef const char* said = b"display:none"
    cdef Py_ssize_t at, start, found
    if not size or memmem(style, size, b"none", 4) == NULL:
        return False
    for start in range(size):
        at, found = start, 0
        while at < size and style[start] != b" " and (style[at] == b" " or small(style[at]) == said[found]):
            found += style[at] != b" "
            at += 1
            if found == 12:
                return True
    return False


cdef inline bint _is_plain(unsigned char byte) noexcept:
    """Whether a byte is a character that can be seen: most are, and need no other question."""
    return 0x20 < byte < 0x7F


cdef inline Py_ssize_t _space_at(const char* text, Py_ssize_t left) noexcept:
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


cdef int _append_with_plus(Buffer* out, const char* text, Py_ssize_t length) except -1:
    """Add words with a plus between them."""
    cdef Py_ssize_t at = _start_of_text(text, length), size
    length = _end_of_text(text, length)
    while at < length:
        size = _start_of_text(text + at, length - at)
        if size:
            _append(out, b"+", 1)
            at += size
        else:
            _append(out, text + at, 1)
            at += 1
    return 0


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
        size = 0 if _is_plain(text[at]) else _space_at(text + at, length - at)
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
    """Make one space of all runs of spaces, tabs, line ends and zero-width spaces; how many bytes are left.

    Soft hyphens go: they only say where a word may be broken.
    """
    cdef Py_ssize_t at = 0, out = 0, size
    cdef unsigned char byte
    cdef bint space = False
    while at < length:
        byte = text[at]
        if _is_plain(byte):
            text[out] = byte
            out += 1
            at += 1
            space = False
            continue
        if byte == 0x20 or byte == 0x09 or byte == 0x0A or byte == 0x0C or byte == 0x0D:
            size = 1
        elif byte == 0xE2 and length - at >= 3 and memcmp(text + at + 1, "\x80\x8B", 2) == 0:
            size = 3
        elif byte == 0xC2 and length - at >= 2 and <unsigned char> text[at + 1] == 0xAD:
            at += 2
            continue
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
