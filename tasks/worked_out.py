"""What an object works out once, the first time that somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["worked_out"]

if TYPE_CHECKING:
    from functools import cached_property as worked_out
else:

    class worked_out:  # noqa: N801  # it is written like the library's
        """`functools.cached_property` without its lock: no object is shared between threads, and it takes most of the
        time (Python 3.12 has none).
        """

        def __init__(self, work: Any) -> None:
            self._work, self.__doc__ = work, work.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            found = instance.__dict__[self._name] = self._work(instance)
            return found
