"""What readers got lately."""

from typing import Any

from django.db.models import Max
from wagtail.admin.ui.components import Component

from news.articles.ledger import Notice, NoticeKind
from news.desk.rights import languages_of
from news.newsroom.languages import AUTONYMS

SHOWN = 8
NOTICES_LOOKED_THROUGH = 1000
TOLD_AT_HOME = (
    NoticeKind.RELEASED,
    NoticeKind.UPDATED,
    NoticeKind.CORRECTED,
    NoticeKind.WITHDRAWN,
    NoticeKind.RESTORED,
)


class ReleasedPanel(Component):
    """What readers got lately."""

    name = "released"
    order = 240
    template_name = "news/desk/released.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        languages = languages_of(parent_context["request"].user)
        last = Notice.objects.aggregate(last=Max("sequence"))["last"] or 0
        notices = (
            Notice.objects.filter(sequence__gt=last - NOTICES_LOOKED_THROUGH)
            .filter(kind__in=TOLD_AT_HOME, language__in=languages)
            .exclude(edition=None)
            .select_related("edition", "actor")
            .order_by("-sequence")
        )
        return {
            "notices": [
                {
                    "edition": notice.edition,
                    "autonym": AUTONYMS.get(notice.language, notice.language),
                    "kind": notice.get_kind_display(),
                    "at": notice.occurred_at,
                    "actor": notice.actor,
                }
                for notice in notices[:SHOWN]
            ]
        }
