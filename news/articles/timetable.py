"""Releasing what is due: sources first, one transaction each, never early."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
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
        except DatabaseError:
            logger.exception("Scheduled revision %s could not be released", pk)
            troubles.report(_key(pk), _("The database did not answer; it is tried again."))
        else:
            troubles.resolve(_key(pk))
    return done


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
    page = Page.objects.get(pk=revision.object_id)
    revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)
    return int(not page.live or page.live_revision_id != revision.pk)
