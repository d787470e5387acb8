"""What the `winnow` command ends with."""

from __future__ import annotations

OK, AUDIT_FAILED, USAGE, UNREADABLE = 0, 1, 2, 3
STALE = 1
"""`winnow status`: the published version is older than it may be."""
DEFECT = 70
"""A defect of Winnow (EX_SOFTWARE of sysexits.h). Python's own code for it, 1, says that an audit failed."""
SIGNALLED = 128
"""What a shell adds to the number of the signal that ended a command: 130 for Ctrl-C, 143 for SIGTERM."""
