"""The one exception that a user's own mistake raises."""


class UsageError(Exception):
    """A mistake of the user: shown as one line that says what to do, without a traceback; exit code 2."""
