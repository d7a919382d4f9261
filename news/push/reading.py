"""The ledger of a story and the health of a partner in the admin."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.articles.advances import Advance, AdvanceKind
from news.articles.ledger import Notice
from news.articles.models import ArticlePage
from news.desk.rights import languages_of
from news.newsroom.languages import AUTONYMS, direction
from news.partners.models import Partner, Way
from news.push import wellbeing
from news.push.ledger import Account, of_story
from news.push.wording import signs

PER_PAGE = 40


def seen_languages(user: Any) -> list[str]:
    """Return the languages in which somebody sees what partners were told: an editor's own."""
    return languages_of(user) if user.has_perm("news.change_partner") else []


@never_cache
@require_safe
def ledger(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Show what each partner was told of a story, and what came of it; `lang` shows one alone."""
    languages = seen_languages(request.user)
    if not languages:
        raise PermissionDenied
    known = {"story_key": story, "language__in": languages}
    public = set(Notice.objects.filter(**known).values_list("language", flat=True))
    told = public.union(Advance.objects.filter(**known).values_list("language", flat=True))
    if not told:
        raise Http404
    wanted = request.GET.get("lang", "")
    chosen = [wanted] if wanted in told else [each for each in languages if each in told]
    page = Paginator(of_story(story, chosen), PER_PAGE).get_page(request.GET.get("p"))
    editions = {
        each.urn: each for each in ArticlePage.objects.filter(story=story).select_related("story")
    }
    source = next((each for each in editions.values() if each.is_source), None)
    return render(
        request,
        "news/push/ledger.html",
        {
            "title": _title(source) if source else "",
            "was_public": not public.isdisjoint(chosen),
            "title_language": source.language if source else "",
            "accounts": [_shown(each, editions) for each in page.object_list],
            "page": page,
            "languages": [(each, AUTONYMS.get(each, each)) for each in languages if each in told],
            "wanted": wanted if wanted in told else "",
            "back": reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else "",
        },
    )


def _title(edition: ArticlePage) -> str:
    """Return the public headline, or the one that is to be public."""
    return edition.title if edition.released_at else edition.draft_title


def _shown(account: Account, editions: dict[str, ArticlePage]) -> dict[str, Any]:
    edition = editions.get(account.urn)
    return {
        "account": account,
        "partner": account.subscription.partner,
        "title": _title(edition) if edition else account.urn,
        "language_name": AUTONYMS.get(account.language, account.language),
        "direction": direction(account.language),
        "is_sent": account.subscription.way == Way.WEBHOOK,
        "lines": [
            {
                "news": entry.news,
                "is_early": entry.is_early,
                "is_cancelled": entry.news.kind == AdvanceKind.UNSCHEDULED,
                "signs": list(signs(account, entry)),
            }
            for entry in account.entries
        ],
    }


@never_cache
@require_safe
def health(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a partner's subscriptions fare, and what can be done."""
    if not request.user.has_perm("news.change_subscription"):
        raise PermissionDenied
    partner = get_object_or_404(Partner, pk=pk)
    return render(
        request,
        "news/push/health.html",
        {
            "partner": partner,
            "conditions": wellbeing.of_partner(partner, timezone.now()),
            "back": reverse(Partner.snippet_viewset.get_url_name("edit"), args=[pk]),
        },
    )


urlpatterns = [
    path("partners/ledger/<uuid:story>/", ledger, name="push-ledger"),
    path("partners/health/<int:pk>/", health, name="push-health"),
]
