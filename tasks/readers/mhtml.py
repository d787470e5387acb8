"""A page saved with its pictures in one file (`.mhtml`, `.mht`): a MIME message whose first HTML part is the page."""

from __future__ import annotations

from contextlib import suppress
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime

from tasks.document import Record, Rejected
from tasks.readers.one_document import Whole, document


def saved_page(whole: Whole) -> Record | Rejected:
    """The page, with the address and the day that it was saved from and on."""
    try:
        message = message_from_bytes(whole.data, policy=compat32)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        # Bytes, since it decodes what the transfer encoding says.
        content = part.get_payload(decode=True) if part is not None else None
        if part is None or not isinstance(content, bytes):
            return whole.rejected("no_content", "no HTML part in the message")
        charset = part.get_content_charset()
        fields = _fields(message, part)
    except (MessageError, ValueError, LookupError, TypeError, RecursionError) as error:
        return whole.rejected("broken_mime", f"{type(error).__name__}: {error}")
    return document(whole, content, "html", charset, fields)


def _fields(message: Message, part: Message) -> dict[str, str]:
    location = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    fields = {"url": str(location).strip()} if str(location).strip() else {}
    with suppress(ValueError, TypeError):  # no date, or none that can be read
        fields["crawl_date"] = parsedate_to_datetime(str(message.get("Date"))).isoformat()
    return fields
