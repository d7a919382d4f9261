"""What a partner can do on its page: each button's own verb."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from news.partners import setting_up, tokens, usage
from news.push.copies import noting
from news.push.copies.models import GivenBy
from news.website.partners import choices
from news.website.partners.choices import ChoicesForm
from news.website.partners.copies import Refused
from news.website.partners.showing import frame_of, show
from news.website.partners.visits import Visit

# More nobody needs at once; an end lets one forget them all.
MOST_KEYS = 10


def do(visit: Visit) -> HttpResponse:
    """Do what was asked for; whatever isn't known shows the page."""
    if visit.is_from_elsewhere():
        fault = _("Your browser did not say where it comes from. Please send again.")
        return show(visit, fault=fault, status=403)
    verb = VERBS.get(visit.request.POST.get("do", ""))
    return verb(visit) if verb else show(visit, status=422)


def _choose(visit: Visit) -> HttpResponse:
    sent, partner = visit.request.POST, visit.partner
    offered = choices.groups(visit, frame_of(visit))
    form = ChoicesForm(sent, offered, must_agree=not partner.has_agreed)
    if not form.is_valid():
        return show(visit, form=form, status=422)
    setting_up.choose(partner, form.cleaned_data["channels"], agrees=form.cleaned_data["agree"])
    return _back(visit, "saved")


def _make(visit: Visit) -> HttpResponse:
    """Show a new key by this very answer: no address may hold it but those of the feeds."""
    if not visit.has_chosen:
        return show(visit, status=422)
    if visit.subscription.tokens.good().count() >= MOST_KEYS:
        fault = _("You have many keys already. End those you do not use, then ask again.")
        return show(visit, fault=fault, status=422)
    return show(visit, token=tokens.rotate(visit.subscription))


def _end(visit: Visit) -> HttpResponse:
    subscription, asked = visit.subscription, visit.request.POST.get("key", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 19
    mine = subscription.tokens.good() if subscription and is_number else None
    token = mine.filter(pk=int(asked)).first() if mine is not None else None
    if token:
        tokens.end(token)
    return _back(visit, "ended")


def _look(visit: Visit) -> HttpResponse:
    """Write what this process remembers of fetches, and show it."""
    usage.USAGE.write()
    return _back(visit, place="test")


def _pause(visit: Visit) -> HttpResponse:
    setting_up.pause(visit.partner)
    return _back(visit, "paused")


def _resume(visit: Visit) -> HttpResponse:
    setting_up.resume(visit.partner)
    return _back(visit, "resumed")


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
    return _back(visit, "noted", "copies")


def _say_gone(visit: Visit) -> HttpResponse:
    """Take the partner's word that a copy is removed."""
    asked = visit.request.POST.get("copy", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 19
    mine = visit.partner.copies.known().of_withdrawn()
    copy = mine.filter(pk=int(asked)).first() if is_number else None
    if copy:
        noting.say_gone(copy)
    return _back(visit, "removed", "copies")


def _back(visit: Visit, done: str = "", place: str = "done") -> HttpResponse:
    asked = {"done": done} if done else {}
    response = HttpResponse(status=303)
    response["Location"] = f"{visit.path(**asked)}#{place}"
    return response


VERBS: dict[str, Callable[[Visit], HttpResponse]] = {
    "choose": _choose,
    "make": _make,
    "end": _end,
    "look": _look,
    "pause": _pause,
    "resume": _resume,
    "note": _note,
    "say-gone": _say_gone,
}
