"""Reads the form as it was sent, or else as much of the comment as can be given back."""

import re

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# A megabyte of text is read, to be given back in the form; a letter may take three bytes a byte
# in what browsers send.
LARGEST_BODY = 4 * 2**20
# What leads to the comment in a form by parts that is broken elsewhere, and the comment.
_NAMED = b'name="text"'
_PART = re.compile(rb"[^\n]*\n(?:[^\r\n]+\r?\n)*\r?\n(.*?)(?:\r?\n--|\Z)", re.DOTALL)


class TooLarge(Exception):
    """More was sent than is read."""


class Unreadable(Exception):
    """What was sent is not the form; `left` holds the comment where it could be found."""

    def __init__(self, text: str = ""):
        super().__init__()
        self.left = {"text": text}


def read(request: HttpRequest) -> QueryDict:
    """Return the form as sent; raise `TooLarge` or `Unreadable` where it isn't one.

    Files are dropped unread: nothing here takes any.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        raise Unreadable
    if int(length) > LARGEST_BODY:
        raise TooLarge
    # Forms are UTF-8 whatever a header calls them (URL Standard, 5.1).
    request.encoding = "utf-8"
    request.upload_handlers = []
    try:
        body = request.body
    except RequestDataTooBig:
        raise TooLarge from None
    except UnreadablePostError:
        raise Unreadable from None
    try:
        sent = request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        raise Unreadable(_found(body)) from None
    if "story" not in sent:
        raise Unreadable(_found(body) or sent.get("text", ""))
    return sent


def _found(body: bytes) -> str:
    # Looked for once: a search from each of many such names would take hours.
    _before, _name, after = body.partition(_NAMED)
    part = _PART.match(after)
    return part[1].decode(errors="replace") if part else ""
