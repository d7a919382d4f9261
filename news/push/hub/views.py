"""The hub over HTTP: it takes requests and says at once whether they can be taken."""

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from news.comments.origin import client_address
from news.push.hub import asking, limits
from news.push.hub.asking import RefusedError
from news.push.hub.limits import TooMuchError
from news.push.waking import look

FORM = "application/x-www-form-urlencoded"
# A topic, a callback, a secret, each letter escaped.
LONGEST = 32 * 1024
MOST_FIELDS = 100


@csrf_exempt
def hub(request: HttpRequest) -> HttpResponse:
    """Take a request to subscribe or to unsubscribe (WebSub, section 5.1)."""
    if request.method != "POST":
        answer = _say(
            _(
                "This is a WebSub hub: subscribers POST their requests here, as "
                "https://www.w3.org/TR/websub/ says."
            ),
            405,
        )
        answer["Allow"] = "POST"
        return answer
    try:
        sender = limits.fingerprint(client_address(request))
        asking.take(_form(request), sender, timezone.now())
    except RefusedError as error:
        return _say(error.sentence, error.status)
    except TooMuchError as error:
        answer = _say(error.sentence, 503 if error.is_full else 429)
        answer["Retry-After"] = str(int(limits.WITHIN.total_seconds()))
        return answer
    look.enqueue()
    return _say(_("Accepted. Your callback is asked whether you want this."), 202)


def _form(request: HttpRequest) -> dict[str, str]:
    """Return the fields of the form; raise RefusedError where it is none."""
    if request.content_type != FORM:
        raise RefusedError(_("Send the request as %(type)s.") % {"type": FORM}, 415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        raise RefusedError(_("The request is too long."), 413)
    try:
        written = request.body.decode()
        pairs = parse_qsl(
            written, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise RefusedError(_("The request must be a form in UTF-8.")) from error
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields and name.startswith("hub."):
            raise RefusedError(_("“%(name)s” is there twice.") % {"name": name})
        if "\0" in value:
            raise RefusedError(_("“%(name)s” can’t be read.") % {"name": name})
        fields[name] = value
    return fields


def _say(sentence: str, status: int) -> HttpResponse:
    answer = HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer
