"""Releasing what is due: sources first, one transaction each, never early."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from news.newsroom import troubles

logger = logging.getLogger(__name__)


def publish_due(now: datetime | None = None) -> int:
    """Publish every page revision whose moment has come; return how many went out.

    One that fails keeps its schedule, is tried again, and is shown as a trouble.
    """
    moment = now or timezone.now()
    due = Revision.page_revisions.filter(approved_go_live_at__lte=moment)
    done = 0
    for pk in _sources_first(due):
        try:
            done += _publish(pk, moment)
        except ValidationError as refused:
            troubles.report(_key(pk), " ".join(refused.messages))
        except Exception:
            logger.exception("Scheduled revision %s could not be released", pk)
            troubles.report(_key(pk), _unforeseen(pk))
        else:
            troubles.resolve(_key(pk))
    return done


def _unforeseen(pk: int) -> str:
    title = Revision.objects.filter(pk=pk).values_list("object_str", flat=True).first()
    return _("“%(title)s” could not be released on its date; it is tried again.") % {
        "title": title or pk
    }


def _key(pk: int) -> str:
    return f"schedule:{pk}"


def _sources_first(due) -> list[int]:
    rows = due.values_list("approved_go_live_at", "content__made_from_version", "pk")
    return [pk for _at, _made_from, pk in sorted(rows, key=lambda row: (row[0], row[1] or 0))]


@transaction.atomic
def _publish(pk: int, moment: datetime) -> int:
    rows = Revision.objects.filter(pk=pk, approved_go_live_at__lte=moment)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    revision = rows.first()
    if revision is None:
        return 0
    revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)
    # One whose content names a later moment was only scheduled anew.
    return int(Page.objects.filter(pk=revision.object_id, live_revision=revision).exists())
