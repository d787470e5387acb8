"""Where keys are in tables."""

from libc.stdint cimport uint64_t


cdef inline uint64_t place(uint64_t key, uint64_t odd, uint64_t size) noexcept:
    """The place of a key in a table of `size`, a power of two.

    `odd` is a random odd number, another in every process: nobody can write a dump whose words all want one place.
    """
    # By the highest bits: the others would be the same of all keys that end in the same.
    return (((key * odd) >> 32) * size) >> 32


cdef inline uint64_t room(Py_ssize_t keys) noexcept:
    """The size of a table for so many keys, with as many free places: a power of two."""
    cdef uint64_t size = 64
    while size < 2 * <uint64_t> keys:
        size *= 2
    return size
