"""A page saved with its pictures in one file (`.mhtml`, `.mht`): a MIME message, one part of which is the page."""

from __future__ import annotations

from contextlib import suppress
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime

from tasks.document import Record, Rejected
from tasks.readers.one_document import Whole, document

_PAGES = {"text/html", "application/xhtml+xml"}


def saved_page(whole: Whole) -> Record | Rejected:
    """The page, with the address and the day that it was saved from and on."""
    try:
        message = message_from_bytes(whole.data, policy=compat32)
        part = _root(message)
        # Bytes, since it decodes what the transfer encoding says.
        content = part.get_payload(decode=True) if part is not None else None
        if part is None or not isinstance(content, bytes):
            return whole.rejected("no_content", "no HTML part in the message")
        charset = part.get_content_charset()
        fields = _fields(message, part)
    except (MessageError, ValueError, LookupError, TypeError, RecursionError) as error:
        return whole.rejected("broken_mime", f"{type(error).__name__}: {error}")
    return document(whole, content, "html", charset, fields)


def _root(message: Message) -> Message | None:
    """The part that the message names as the page, else the one from its address, else the first that is one.

    Frames and advertisements are pages too, and some stand before the one they are in.
    """
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    for name, wanted in (
        ("Content-ID", message.get_param("start")),
        ("Content-Location", message.get("Snapshot-Content-Location")),
    ):
        named = [part for part in pages if wanted and _plain(part.get(name)) == _plain(wanted)]
        if named:
            return named[0]
    return pages[0] if pages else None


def _plain(value: object) -> str:
    """A header's value without what folding it put in."""
    return "".join(str(value).split()).strip("<>")


def _fields(message: Message, part: Message) -> dict[str, str]:
    location = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    fields = {"url": str(location).strip()} if str(location).strip() else {}
    with suppress(ValueError, TypeError):  # no date, or none that can be read
        fields["crawl_date"] = parsedate_to_datetime(str(message.get("Date"))).isoformat()
    return fields
