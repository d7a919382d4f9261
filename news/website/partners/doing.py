"""What a partner can do on its page: each button's own verb."""

from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from news.partners import setting_up, tokens, usage
from news.website.partners import choices, giving, receiving
from news.website.partners.choices import ChoicesForm
from news.website.partners.showing import back, frame_of, show
from news.website.partners.visits import Visit, whole_number

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
    sent, partner, before = visit.request.POST, visit.partner, visit.subscription
    offered = choices.groups(visit, frame_of(visit))
    form = ChoicesForm(sent, offered, before, must_agree=not partner.has_agreed)
    if not form.is_valid():
        return show(visit, form=form, status=422)
    said = form.cleaned_data
    try:
        subscription = setting_up.choose(
            partner,
            said["channels"],
            subscription=before,
            way=said["way"],
            endpoint=said["endpoint"],
            agrees=said["agree"],
        )
    except IntegrityError:
        form.refuse_taken()
        return show(visit, form=form, status=422)
    return receiving.welcome(visit.now_of(subscription), before) or back(visit, "saved")


def _make(visit: Visit) -> HttpResponse:
    """Show a new key by this very answer: no address may hold it but those of the feeds."""
    if not visit.has_chosen:
        return show(visit, status=422)
    if visit.subscription.tokens.good().count() >= MOST_KEYS:
        fault = _("You have many keys already. End those you do not use, then ask again.")
        return show(visit, fault=fault, status=422)
    return show(visit, token=tokens.rotate(visit.subscription))


def _end(visit: Visit) -> HttpResponse:
    pk = whole_number(visit.request.POST.get("key", ""))
    mine = visit.subscription.tokens.good() if visit.subscription else None
    token = mine.filter(pk=pk).first() if mine is not None else None
    if token:
        tokens.end(token)
    return back(visit, "ended")


def _look(visit: Visit) -> HttpResponse:
    """Write what this process remembers of fetches, and show it."""
    usage.USAGE.write()
    return back(visit, place="test")


def _pause(visit: Visit) -> HttpResponse:
    setting_up.pause(visit.partner)
    return back(visit, "paused")


def _resume(visit: Visit) -> HttpResponse:
    setting_up.resume(visit.partner)
    return back(visit, "resumed")


VERBS: dict[str, Callable[[Visit], HttpResponse]] = {
    "choose": _choose,
    "make": _make,
    "end": _end,
    "look": _look,
    "pause": _pause,
    "resume": _resume,
    **giving.VERBS,
    **receiving.VERBS,
}
