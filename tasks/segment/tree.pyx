# cython: language_level=3, boundscheck=False, wraparound=False
"""A parsed page as its elements, read from the parser's own tree by the functions that its library exports.

Compiled, because a page has 2,100 elements: to ask each of them for twenty selectors, as CSS, takes as long as parsing.
"""

from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8
from libc.string cimport memchr, memcmp, strlen

from os import fsencode
from sys import intern

from selectolax import lexbor

cdef extern from "dlfcn.h" nogil:
    int RTLD_NOW, RTLD_NOLOAD
    void* dlopen(const char* path, int flags)
    void* dlsym(void* library, const char* name)


cdef enum Sign:
    # Of what an element says to machines, as `Element.find` has it.
    SAID = 1
    NAMED = 2
    LICENSED = 4


cdef void* _exported(str name) except NULL:
    path = fsencode(lexbor.__file__)
    cdef bytes symbol = name.encode()
    cdef void* library = dlopen(path, RTLD_NOW | RTLD_NOLOAD)
    cdef void* found = dlsym(library, symbol) if library else NULL
    if not found:
        raise ImportError(f"{lexbor.__file__} exports no {name}: this version of selectolax cannot be used")
    return found


lxb.first_child = <Node (*)(Node) noexcept nogil> _exported("lxb_dom_node_first_child_noi")
lxb.next = <Node (*)(Node) noexcept nogil> _exported("lxb_dom_node_next_noi")
lxb.parent = <Node (*)(Node) noexcept nogil> _exported("lxb_dom_node_parent_noi")
lxb.type = <int (*)(Node) noexcept nogil> _exported("lxb_dom_node_type_noi")
lxb.tag_number = <uintptr_t (*)(Node) noexcept nogil> _exported("lxb_dom_node_tag_id_noi")
lxb.tag_name = <const char* (*)(Node, size_t*) noexcept nogil> _exported("lxb_dom_element_qualified_name")
lxb.text = <char* (*)(Node, size_t*) noexcept nogil> _exported("lxb_dom_node_text_content")
lxb.first_attribute = <Attribute (*)(Node) noexcept nogil> _exported("lxb_dom_element_first_attribute_noi")
lxb.next_attribute = <Attribute (*)(Attribute) noexcept nogil> _exported("lxb_dom_element_next_attribute_noi")
lxb.attribute_name = <const char* (*)(Attribute, size_t*) noexcept nogil> _exported("lxb_dom_attr_qualified_name")
lxb.attribute_value = <const char* (*)(Attribute, size_t*) noexcept nogil> _exported("lxb_dom_attr_value_noi")


cdef class Element:
    """An element of a page, which lives as long as the page does: `of` is its parser's tree."""

    cdef Node _node
    cdef object _tree

    @staticmethod
    def of(tree):
        """The root of a tree."""
        return _element(<Node> <uintptr_t> tree.root.mem_id, tree)

    def __eq__(self, other):
        return isinstance(other, Element) and (<Element> other)._node == self._node

    def __hash__(self):
        return <Py_hash_t> (<uintptr_t> self._node >> 4)

    @property
    def tag(self):
        """Its name, in lower case as the parser has it."""
        return _name(self._node)

    @property
    def parent(self):
        """The element around it, None for the root."""
        cdef Node node = lxb.parent(self._node)
        return _element(node, self._tree) if node != NULL and lxb.type(node) == ELEMENT_NODE else None

    def get(self, str name):
        """The value of an attribute, empty where it has none or is not there."""
        cdef Py_ssize_t length
        cdef const char* wanted = PyUnicode_AsUTF8AndSize(name, &length)
        cdef size_t size = 0
        cdef const char* value = _value(self._node, wanted, length, &size)
        return PyUnicode_DecodeUTF8(value, size, "replace") if value != NULL else ""

    def values(self, tuple names):
        """The values of several attributes, each as `get` has it, in one pass over what the element has."""
        cdef list found = [""] * len(names)
        cdef Py_ssize_t at, length
        cdef size_t own, size
        cdef const char* name
        cdef const char* wanted
        cdef const char* value
        cdef Attribute attribute = lxb.first_attribute(self._node)
        while attribute != NULL:
            own = size = 0
            name = lxb.attribute_name(attribute, &own)
            for at in range(len(names)):
                wanted = PyUnicode_AsUTF8AndSize(names[at], &length)
                if <size_t> length == own and memcmp(name, wanted, own) == 0:
                    value = lxb.attribute_value(attribute, &size)
                    if value != NULL:
                        found[at] = PyUnicode_DecodeUTF8(value, size, "replace")
                    break
            attribute = lxb.next_attribute(attribute)
        return found

    def has(self, str name):
        """Whether the attribute is there."""
        cdef Py_ssize_t length
        cdef const char* wanted = PyUnicode_AsUTF8AndSize(name, &length)
        cdef size_t size = 0
        return _value(self._node, wanted, length, &size) != NULL

    def text(self):
        """All the text in it."""
        return _text(self._node)

    def find(self, bint together = False, Py_ssize_t most = 1 << 30):
        """Elements below it, in page order, the first `most` of each: what is said, what is named, what is licensed.

        Said: titles, meta tags, links to the canonical page or the license, JSON-LD, first-level headings, times, and
        what has an `itemprop` or is an author, a license, a tag or a category by its `rel`. Named: first-level
        headings, and what has author, byline, date, publish or user in its class, or leads to an author. Licensed:
        what leads to Creative Commons. What is named is among the said too where they are to be `together`.
        """
        cdef list said = [], named = [], licensed = []
        cdef int first = SAID | NAMED if together else SAID
        cdef int signs
        cdef Element element
        cdef Node node = self._node
        while True:
            node = following(node, self._node, True)
            if node == NULL:
                return said, named, licensed
            signs = _signs(node) if lxb.type(node) == ELEMENT_NODE else 0
            if not signs:
                continue
            element = _element(node, self._tree)
            if signs & first and len(said) < most:
                said.append(element)
            if signs & NAMED and len(named) < most:
                named.append(element)
            if signs & LICENSED and len(licensed) < most:
                licensed.append(element)

    def first_item(self, str name):
        """The first element below it that has the name among its `itemprop`s, None without one."""
        wanted = name.encode()
        cdef Node node = self._node
        cdef size_t size = 0
        cdef const char* value
        while True:
            node = following(node, self._node, True)
            if node == NULL:
                return None
            value = _value(node, b"itemprop", 8, &size) if lxb.type(node) == ELEMENT_NODE else NULL
            if value != NULL and _has_word(value, size, wanted):
                return _element(node, self._tree)

    def line(self, Py_ssize_t longest, str glue, frozenset inline, frozenset silent):
        """The text in it, as far as it is shown; None where that is longer than `longest` characters.

        Between elements of one line, those named in `inline`, stands `glue`, between others a space; what is in those
        named in `silent` is not shown.
        """
        name = self.tag
        cdef list parts = [glue if name in inline else " "]
        cdef Node node = self._node
        cdef Node above
        cdef Py_ssize_t size = 0
        cdef int type_
        cdef bint inside = name not in silent
        while True:
            node = following(node, self._node, inside)
            if node == NULL:
                return "".join(parts)
            type_, inside = lxb.type(node), True
            if type_ == TEXT_NODE:
                above, text = lxb.parent(node), _text(node)
                size += len(text.strip())
                if size > longest:
                    return None
                parts.append(text)
                if above != self._node and _name(above) not in inline:
                    parts.append(" ")
            else:
                name = _name(node) if type_ == ELEMENT_NODE else ""
                inside = name not in silent
                parts.append(glue if name in inline else " ")


cdef Element _element(Node node, tree):
    cdef Element element = Element.__new__(Element)
    element._node, element._tree = node, tree
    return element


cdef Node following(Node node, Node root, bint inside) noexcept:
    """The next node below `root`, in page order, NULL after the last; one that is not inside the node itself, at will."""
    cdef Node next_ = lxb.first_child(node) if inside else NULL
    while next_ == NULL and node != root:
        next_ = lxb.next(node)
        if next_ == NULL:
            node = lxb.parent(node)
    return next_


# The names that have been asked for, by the parser's numbers below 256; in `svg` one may be written otherwise.
cdef list _NAMES = [""] * 256


cdef str _name(Node element):
    cdef size_t size = 0
    cdef Py_ssize_t length
    cdef const char* name = lxb.tag_name(element, &size)
    cdef const char* last
    cdef str known
    cdef uintptr_t number = lxb.tag_number(element)
    if number >= 256:
        return PyUnicode_DecodeUTF8(name, size, "replace")
    known = <str> _NAMES[number]
    last = PyUnicode_AsUTF8AndSize(known, &length)
    if <size_t> length != size or memcmp(name, last, size) != 0:
        known = _NAMES[number] = intern(PyUnicode_DecodeUTF8(name, size, "replace"))
    return known


cdef str _text(Node node):
    cdef size_t size = 0
    cdef char* text = lxb.text(node, &size)
    if text == NULL:
        raise MemoryError
    return PyUnicode_DecodeUTF8(text, size, "replace")


cdef const char* _value(Node element, const char* name, size_t length, size_t* size) noexcept:
    """The value of an attribute, NULL where it is not there."""
    cdef size_t own
    cdef const char* found
    cdef const char* value
    cdef Attribute attribute = lxb.first_attribute(element)
    while attribute != NULL:
        found = lxb.attribute_name(attribute, &own)
        if own == length and memcmp(found, name, length) == 0:
            size[0] = 0
            value = lxb.attribute_value(attribute, size)
            return value if value != NULL else name  # of an empty one nothing is read, `size` is 0
        attribute = lxb.next_attribute(attribute)
    return NULL


cdef int _signs(Node element) noexcept:
    """Which of `SAID`, `NAMED` and `LICENSED` an element is."""
    cdef int signs = 0
    cdef size_t size = 0, length
    cdef const char* tag = lxb.tag_name(element, &size)
    cdef const char* name
    cdef const char* value
    cdef bint is_link = is_word(tag, size, b"link"), is_script = is_word(tag, size, b"script")
    if is_word(tag, size, b"h1"):
        signs = SAID | NAMED
    elif is_word(tag, size, b"title") or is_word(tag, size, b"meta") or is_word(tag, size, b"time"):
        signs = SAID
    cdef Attribute attribute = lxb.first_attribute(element)
    while attribute != NULL:
        size = length = 0
        name = lxb.attribute_name(attribute, &size)
        value = lxb.attribute_value(attribute, &length)
        attribute = lxb.next_attribute(attribute)
        if is_word(name, size, b"itemprop"):
            signs |= SAID
        elif value == NULL:
            continue
        elif is_word(name, size, b"class"):
            if _gives_name(value, length):
                signs |= NAMED
        elif is_word(name, size, b"href"):
            signs |= _leads_to(value, length)
        elif is_word(name, size, b"rel"):
            if (
                _has_word(value, length, b"author") or _has_word(value, length, b"license")
                or _has_word(value, length, b"tag") or _has_word(value, length, b"category")
                or (is_link and _has_word(value, length, b"canonical"))
            ):
                signs |= SAID
        elif is_script and is_word(name, size, b"type") and _holds(value, length, b"ld+json"):
            signs |= SAID
    return signs


# For each pair of letters whether a word that names begins with it, by their five lowest bits.
cdef unsigned char[1024] _PAIRS
for _pair in range(1024):
    _PAIRS[_pair] = 0
for _word in (b"author", b"byline", b"date", b"publish", b"user"):
    _PAIRS[(_word[0] & 31) << 5 | _word[1] & 31] = True


cdef bint _gives_name(const char* text, size_t size) noexcept:
    """Whether a class has author, byline, date, publish or user in it, looked for in one go."""
    cdef size_t at
    cdef unsigned int pair = 0
    for at in range(size):
        pair = (pair << 5 | text[at] & 31) & 1023
        if _PAIRS[pair] and at > 0 and (
            _begins(text + at - 1, size - at + 1, b"author")
            or _begins(text + at - 1, size - at + 1, b"byline")
            or _begins(text + at - 1, size - at + 1, b"date")
            or _begins(text + at - 1, size - at + 1, b"publish")
            or _begins(text + at - 1, size - at + 1, b"user")
        ):
            return True
    return False


cdef int _leads_to(const char* text, size_t size) noexcept:
    """`NAMED` of an address that is an author's, `LICENSED` of one at Creative Commons: told at its few slashes."""
    cdef const char* end = text + size
    cdef const char* slash = text - 1
    cdef int signs = 0
    cdef size_t left
    while True:
        slash = <const char*> memchr(slash + 1, c"/", end - slash - 1)
        if slash == NULL:
            return signs
        left = end - slash
        if _begins(slash, left, b"/author/") or _begins(slash, left, b"/authors/"):
            signs |= NAMED
        if slash - text >= 19 and _begins(slash - 19, 20, b"creativecommons.org/"):
            signs |= LICENSED


cdef inline bint _begins(const char* text, size_t size, const char* word) noexcept:
    """Whether the text begins with a word in lower case, in any case."""
    cdef size_t letter, length = strlen(word)
    if size < length:
        return False
    for letter in range(length):
        if small(text[letter]) != word[letter]:
            return False
    return True


cdef bint _holds(const char* text, size_t size, const char* word) noexcept:
    """Whether a word in lower case is in the text, in any case."""
    cdef size_t at
    for at in range(size):
        if small(text[at]) == word[0] and _begins(text + at, size - at, word):
            return True
    return False


cdef bint _has_word(const char* text, size_t size, const char* word) noexcept:
    """Whether a word in lower case stands in the text between white space, in any case."""
    cdef size_t at = 0, start, length = strlen(word)
    while at < size:
        start = at
        while at < size and not (text[at] == 0x20 or 0x09 <= text[at] <= 0x0D):
            at += 1
        if at - start == length and _holds(text + start, length, word):
            return True
        at += 1
    return False
