"""What a partner's page shows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.partners.keys import addresses
from news.partners.models import PartnerState, Token, Way
from news.push.sending import Outcome
from news.website.frame import Frame, Head, build_frame
from news.website.partners import choices, copies
from news.website.partners.agreed import terms_of
from news.website.partners.choices import ChoicesForm
from news.website.partners.deliveries import sent_to, test_told
from news.website.partners.preview import preview
from news.website.partners.recipes import RECIPES
from news.website.partners.visits import Visit
from news.website.tongues import tongue

# What was just done, by the word that an address has for it: where it is said, and how.
DONE: dict[str, tuple[str, Promise]] = {
    "saved": ("choose", gettext_lazy("Saved. It holds from now on.")),
    "ended": ("address", gettext_lazy("The key opens nothing any more.")),
    "paused": ("pause", gettext_lazy("Paused.")),
    "resumed": ("pause", gettext_lazy("Your addresses work again.")),
    "noted": ("copies", gettext_lazy("Thank you. The address is kept.")),
    "removed": ("copies", gettext_lazy("Thank you. We will look at the address soon.")),
    "again": ("deliveries", gettext_lazy("It is sent again.")),
    "replaced": (
        "deliveries",
        gettext_lazy("Not sent again: something later about this text has replaced it."),
    ),
    "all-again": ("deliveries", gettext_lazy("All that waits and all that failed is sent again.")),
    "halted": ("halt", gettext_lazy("Nothing is sent until you let us go on.")),
    "going-on": ("halt", gettext_lazy("What waits is sent now.")),
}


def frame_of(visit: Visit) -> Frame:
    """Return the page's surroundings; the language bar stays on this page."""
    return build_frame(visit.language, in_language=visit.path)


def back(visit: Visit, done: str = "", place: str = "done") -> HttpResponse:
    """Lead back to the page, to where it says what was done."""
    asked = {"done": done} if done else {}
    response = HttpResponse(status=303)
    response["Location"] = f"{visit.path(**asked)}#{place}"
    return response


def show(
    visit: Visit,
    *,
    form: ChoicesForm | None = None,
    token: str = "",
    secret: str = "",
    tested: Outcome | None = None,
    fault: str = "",
    refused: copies.Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page: as it stands, with a form that can't be taken, or with what is told once."""
    frame = frame_of(visit)
    partner, subscription = visit.partner, visit.subscription
    title = _("Set up a feed, in two minutes")
    place, words = DONE.get(visit.request.GET.get("done", ""), ("", ""))
    tokens = list(subscription.tokens.good()) if subscription else []
    context = {
        "frame": frame,
        "head": Head(title=f"{title} — {frame.plain_name}", robots="noindex"),
        "title": title,
        "visit": visit,
        "partner": partner,
        "action": visit.path(),
        "is_paused": partner.state == PartnerState.PAUSED,
        "can_pause": partner.state == PartnerState.ACTIVE,
        "groups": choices.groups(visit, frame, form.data.getlist("channels") if form else None),
        "left_out": choices.left_out(visit, frame),
        "form": form,
        "how": _how(visit, form),
        "own": _own(visit, frame),
        "must_agree": not partner.has_agreed,
        "terms": terms_of(partner, frame),
        "terms_url": visit.terms_path(),
        "preview": _previewed(visit, frame),
        "keys": [_key(each, frame) for each in tokens],
        "fetched": _last_fetched(tokens, frame),
        "rows": _rows(visit, token) if token else [],
        "withdrawn": copies.withdrawn_texts(partner, frame),
        "recent": copies.recent_texts(partner, frame),
        "refused": refused,
        "sent": sent_to(visit, frame) if visit.is_sent else None,
        "secret": secret,
        "tested": test_told(tested) if tested else None,
        "recipes": RECIPES,
        "fault": fault,
        "done": {"place": place, "words": words},
    }
    return render(visit.request, "news/website/partners/page.html", context, status=status)


def _how(visit: Visit, form: ChoicesForm | None) -> dict[str, str]:
    """Return way and endpoint as they were typed, else as they are kept."""
    kept = visit.subscription
    way = form.data.get("way") if form else None
    endpoint = form.data.get("endpoint") if form else None
    return {
        "way": way or (kept.way if kept else Way.PULL),
        "endpoint": (kept.endpoint if kept else "") if endpoint is None else endpoint,
    }


def _own(visit: Visit, frame: Frame) -> list[dict[str, Any]]:
    """Return what the partner has several of, each with its way and what it takes."""
    if len(visit.subscriptions) < 2:
        return []
    taken = [channel for each in visit.subscriptions for channel in each.includes]
    names = choices.named(taken, frame.language)
    return [
        {
            "url": visit.path(of=each.pk),
            "is_shown": each.pk == visit.subscription.pk,
            "is_sent": each.way == Way.WEBHOOK,
            "channels": [
                (tongue(channel.partition(":")[0]), names[channel].isolated(frame.language))
                for channel in each.includes
                if channel in names
            ],
        }
        for each in visit.subscriptions
    ]


def _previewed(visit: Visit, frame: Frame) -> dict[str, Any] | None:
    shown = preview(visit.subscription) if visit.subscription else None
    if shown is None:
        return None
    item = shown.item
    return {
        "shown": shown,
        "date": frame.calendar.short_moment(item.released_at, frame.today_date),
        "datetime": item.released_at.isoformat(timespec="minutes"),
        "photos": _("%(given)s of %(all)s photos may be taken")
        % {
            "given": frame.calendar.number(shown.given),
            "all": frame.calendar.number(shown.photos),
        }
        if shown.photos
        else "",
    }


def _key(token: Token, frame: Frame) -> dict[str, Any]:
    def say(moment):
        return frame.calendar.short_moment(moment, frame.today_date) if moment else ""

    return {
        "pk": token.pk,
        "hint": str(token),
        "made": say(token.created_at),
        "fetched": say(token.last_used_at),
        "ends": say(token.ends_at),
    }


def _last_fetched(tokens: list[Token], frame: Frame) -> dict[str, Any] | None:
    used = [each for each in tokens if each.last_used_at]
    return _key(max(used, key=lambda each: each.last_used_at), frame) if used else None


def _rows(visit: Visit, token: str) -> list[tuple[Any, str, str]]:
    return [(tongue(code), label, url) for code, label, url in addresses(visit.subscription, token)]
