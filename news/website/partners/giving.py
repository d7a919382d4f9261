"""What a partner tells of its copies: where one is, and that one is gone."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse

from news.push.copies import noting
from news.push.copies.models import GivenBy
from news.website.partners.copies import Refused
from news.website.partners.showing import back, show
from news.website.partners.visits import Visit, whole_number


def _note(visit: Visit) -> HttpResponse:
    """Take the address of a copy."""
    sent = visit.request.POST
    urn, url = sent.get("urn", ""), sent.get("url", "")
    try:
        noting.note(visit.partner, urn, url, GivenBy.PAGE)
    except ValidationError as error:
        said = error.messages[0]
        # Beside no text in sight, it is said on top.
        fault = said if error.code == "unknown" else ""
        return show(visit, refused=Refused(urn, url, said), fault=fault, status=422)
    return back(visit, "noted", "copies")


def _say_gone(visit: Visit) -> HttpResponse:
    """Take the partner's word that a copy is removed."""
    number = whole_number(visit.request.POST.get("copy", ""))
    copy = visit.partner.copies.known().of_withdrawn().filter(pk=number).first()
    if copy:
        noting.say_gone(copy)
    return back(visit, "removed", "copies")


VERBS: dict[str, Callable[[Visit], HttpResponse]] = {"note": _note, "say-gone": _say_gone}
