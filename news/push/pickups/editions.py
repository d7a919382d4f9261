"""What an edition's form says of its pick-ups."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage
from news.push.pickups import counting
from news.push.pickups.models import month_of
from news.push.pickups.views import sees


def picked_up(edition: ArticlePage, user: Any) -> SafeString:
    """Return how often an edition was picked up, for somebody who knows our partners."""
    if edition.released_at is None or not sees(user):
        return SafeString("")
    lately, ever = counting.of_edition(edition, month_of(timezone.now()))
    if not ever:
        return SafeString("")
    said = _("This month: %(lately)d. In all: %(ever)d.") % {"lately": lately, "ever": ever}
    report = format_html('<a href="{}">{}</a>', reverse("push-pick-ups"), _("Report"))
    return format_html("{} {}", said, report)
