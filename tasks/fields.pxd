"""The places of the fields of the tuples of `tasks.document`."""

# Without a name: what has one is made a number of Python's before it is an index.
cdef enum:
    TEXT = 0  # of a `Line`
    PATH = 5
    ROLES = 7
    START = 0  # of a `Decision`
    END = 1
    ACTION = 2
    FAMILY = 3
    SCORE = 6
