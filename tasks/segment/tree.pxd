from libc.stdint cimport uintptr_t
from libc.string cimport memcmp, strlen

# Of lexbor's tree only addresses are known here; what is at them its own functions tell.
ctypedef void* Node
ctypedef void* Attribute

cdef enum NodeType:
    ELEMENT_NODE = 1
    TEXT_NODE = 3

cdef struct Lexbor:
    Node (*first_child)(Node) noexcept nogil
    Node (*next)(Node) noexcept nogil
    Node (*parent)(Node) noexcept nogil
    int (*type)(Node) noexcept nogil
    uintptr_t (*tag_number)(Node) noexcept nogil
    const char* (*tag_name)(Node, size_t*) noexcept nogil
    char* (*text)(Node, size_t*) noexcept nogil
    Attribute (*first_attribute)(Node) noexcept nogil
    Attribute (*next_attribute)(Attribute) noexcept nogil
    const char* (*attribute_name)(Attribute, size_t*) noexcept nogil
    const char* (*attribute_value)(Attribute, size_t*) noexcept nogil

cdef Lexbor lxb
cdef Node following(Node node, Node root, bint inside) noexcept

cdef inline bint is_word(const char* text, size_t size, const char* word) noexcept:
    return size == strlen(word) and memcmp(text, word, size) == 0

cdef inline char small(char byte) noexcept:
    return byte | 0x20 if b"A" <= byte <= b"Z" else byte
