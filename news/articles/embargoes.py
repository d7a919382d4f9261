"""Verb of embargo: a moment before which nothing public shows a story."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from news.articles.stories import Story


@transaction.atomic
def set_embargo(story: Story, until: datetime | None) -> None:
    """Set the embargo of a story, or lift it with None.

    Raises `ValidationError` where readers see the story already, where the moment is
    past, or where a language is due before it.
    """
    if until is not None:
        if until <= timezone.now():
            raise ValidationError(_("Choose a moment to come, or lift the embargo."))
        if story.editions.filter(live=True).exists():
            raise ValidationError(
                _("The story is public already: withdraw it first, then set the embargo.")
            )
        if _is_due_before(story, until):
            raise ValidationError(
                _("A language is scheduled before that moment: cancel its schedule first.")
            )
    Story.objects.filter(pk=story.pk).update(embargo_until=until)
    story.embargo_until = until


def _is_due_before(story: Story, until: datetime) -> bool:
    keys = [str(pk) for pk in story.editions.values_list("pk", flat=True)]
    due = Revision.page_revisions.filter(object_id__in=keys, approved_go_live_at__lt=until)
    return due.exists()
