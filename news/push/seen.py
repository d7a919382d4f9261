"""The call by which a partner says that it has seen a version: `/partners/{key}/seen`."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from news.partners import access, usage
from news.partners.views import nothing, private
from news.push.acknowledging import NotToldError, acknowledge
from news.push.signs import LONGEST_URL

MOST_BYTES = 16 * 1024


class _WrongError(Exception):
    """What was sent can't be understood."""


@csrf_exempt
def seen(request: HttpRequest, token: str) -> HttpResponse:
    """Take an acknowledgement from whoever has the key: 204, or a line that says what is wrong."""
    found = access.find(token)
    if found is None:
        return nothing(request)
    usage.note(found.token)
    if request.method != "POST":
        response = _refuse(405, _("Send it with POST."))
        response["Allow"] = "POST"
        return response
    try:
        urn, sequence, copy = _read(request)
        acknowledge(found.subscription, urn, sequence, copy)
    except _WrongError as error:
        return _refuse(400, str(error))
    except NotToldError:
        return _refuse(422, _("We have told you of no such version."))
    except ValidationError as error:
        return _refuse(422, " ".join(error.messages))
    return private(HttpResponse(status=204))


def _read(request: HttpRequest) -> tuple[str, int | None, str]:
    """Return urn, sequence and address of the copy from JSON or a form."""
    told = _fields(request)
    urn, sequence, copy = told.get("urn"), told.get("sequence"), told.get("copy") or ""
    if not isinstance(urn, str) or not urn or len(urn) > 120 or "\0" in urn:
        raise _WrongError(_("Say which text you mean: its urn."))
    if not isinstance(copy, str) or len(copy) > LONGEST_URL or "\0" in copy:
        raise _WrongError(_("The address of your copy is no address."))
    if sequence is None or sequence == "":
        return urn, None, copy
    digits = str(sequence)
    if isinstance(sequence, bool) or not digits.isascii() or not digits.isdigit():
        raise _WrongError(_("The sequence is a whole number."))
    if len(digits) > 18:
        raise NotToldError
    return urn, int(digits), copy


def _fields(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > MOST_BYTES:
        raise _WrongError(_("That is too long."))
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise _WrongError(_("This is no JSON.")) from error
    if not isinstance(told, dict):
        raise _WrongError(_("This is no JSON object."))
    return told


def _refuse(status: int, why: str) -> HttpResponse:
    return private(
        HttpResponse(f"{why}\n", status=status, content_type="text/plain; charset=utf-8")
    )
