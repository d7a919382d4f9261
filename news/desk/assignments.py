"""Who translates what: a language is asked for, claimed by one person, handed back or lost."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.articles.stories import Story
from news.articles.translations import may_translate
from news.articles.tree import front_page
from news.newsroom.models import NewsroomSettings

# Sent in the transaction of what happened, with the `assignment`, the `event`, who did it (`by`,
# nobody where time did) and who had the language in hand before (`former`).
happened = Signal()


class TaskEvent(models.TextChoices):
    """What becomes of a task."""

    ASKED = "asked"
    CLAIMED = "claimed"
    HANDED_BACK = "handed-back"
    LAPSED = "lapsed"


class AssignmentQuerySet(models.QuerySet):
    """Assignments by who has them in hand."""

    def claimed(self, now: datetime | None = None) -> "AssignmentQuerySet":
        """Those somebody has in hand at a moment (UTC)."""
        return self.filter(done_at=None, claimed_until__gt=now or timezone.now())

    def asked(self) -> "AssignmentQuerySet":
        """Those an editor waits for, as `Assignment.is_asked` says of one."""
        return self.filter(done_at__isnull=True, asked_at__isnull=False)


class Assignment(models.Model):
    """One language of a story as somebody's task; at most one row for each.

    `wanted_on` is the day the editor wishes it for; `claimed_until` (UTC) the moment at which
    a claim lapses, `reminded_at` when its end was last told of; `done_at` when the language
    was released. Written by the verbs below.
    """

    story = models.ForeignKey(
        "news.Story", on_delete=models.CASCADE, related_name="assignments", editable=False
    )
    language = models.CharField(max_length=10, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    asked_at = models.DateTimeField(null=True, editable=False)
    wanted_on = models.DateField(gettext_lazy("wanted by"), null=True, blank=True)
    note = models.CharField(
        gettext_lazy("note to the translator"), max_length=300, blank=True, default=""
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    claimed_at = models.DateTimeField(null=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "language"], name="assignment_once_a_language")
        ]
        indexes = [
            models.Index(
                fields=["claimed_until"],
                condition=Q(claimed_until__isnull=False),
                name="assignment_by_end",
            ),
            models.Index(
                fields=["language", "asked_at"],
                condition=Q(done_at__isnull=True, asked_at__isnull=False),
                name="assignment_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.language}"

    @property
    def is_claimed(self) -> bool:
        """Whether somebody has it in hand now."""
        return (
            self.done_at is None
            and self.claimed_until is not None
            and self.claimed_until > timezone.now()
        )

    @property
    def is_asked(self) -> bool:
        """Whether an editor waits for it."""
        return self.done_at is None and self.asked_at is not None

    @property
    def claimant(self) -> str:
        """The name of whoever has it in hand, as the newsroom sees it; empty where nobody has."""
        return name_of(self.claimed_by) if self.is_claimed else ""


class AlreadyClaimedError(ValidationError):
    """Somebody else has the language in hand; the message says who, and until when."""


def name_of(user: Any) -> str:
    """Return how a colleague is called: by their name, or else by their account."""
    return (user.get_full_name() or user.get_username()) if user else ""


def may_ask(user: Any, language: str) -> bool:
    """Say whether somebody may ask for a language: whoever may release in it."""
    return front_page(language).permissions_for_user(user).can_publish()


def of(story: Story, language: str) -> Assignment | None:
    """Return the task of a language, None where nobody has ever spoken of it."""
    rows = Assignment.objects.select_related("claimed_by", "asked_by")
    return rows.filter(story=story, language=language).first()


@transaction.atomic
def ask(
    story: Story, language: str, *, by: Any, wanted_on: date | None = None, note: str = ""
) -> Assignment:
    """Ask for a language, or change what was asked; raise `PermissionDenied` to who may not."""
    if not may_ask(by, language):
        raise PermissionDenied(_("You may not ask for this language."))
    wish = {"asked_by": by, "asked_at": timezone.now(), "wanted_on": wanted_on, "note": note}
    assignment, is_new = Assignment.objects.get_or_create(
        story=story, language=language, defaults=wish
    )
    if not is_new:
        if assignment.done_at is not None:
            wish |= {"done_at": None, "claimed_by": None, "claimed_until": None}
        _change(assignment, **wish)
    happened.send(Assignment, assignment=assignment, event=TaskEvent.ASKED, by=by, former=None)
    return assignment


def stop_asking(assignment: Assignment, *, by: Any) -> None:
    """Take a request back; whoever has the language in hand keeps it."""
    if not may_ask(by, assignment.language):
        raise PermissionDenied(_("You may not ask for this language."))
    _change(assignment, asked_by=None, asked_at=None, wanted_on=None, note="")


@transaction.atomic
def claim(story: Story, language: str, *, by: Any) -> Assignment:
    """Take a language in hand for the days that the newsroom allows, or for as many more.

    Of several who ask at once one gets it. Raises `AlreadyClaimedError` for all others and
    `PermissionDenied` where the person may not write in that language.
    """
    if not may_translate(by, language):
        raise PermissionDenied(_("You may not write in this language."))
    now = timezone.now()
    before, _is_new = Assignment.objects.get_or_create(story=story, language=language)
    is_prolonged = before.is_claimed and before.claimed_by_id == by.pk
    own = Q(claimed_by=by)
    # One statement: whoever comes second finds no row that is free.
    taken = (
        Assignment.objects.filter(story=story, language=language)
        .filter(own | Q(done_at__isnull=False) | Q(claimed_until=None) | Q(claimed_until__lte=now))
        .update(
            claimed_by=by,
            claimed_at=now,
            claimed_until=now + timedelta(days=NewsroomSettings.load().claim_days),
            done_at=None,
        )
    )
    assignment = of(story, language)
    if not taken:
        raise AlreadyClaimedError(
            _("%(name)s has taken this language in hand until %(date)s.")
            % {
                "name": assignment.claimant,
                "date": day(assignment.claimed_until),
            }
        )
    announce(assignment)
    if not is_prolonged:
        happened.send(
            Assignment, assignment=assignment, event=TaskEvent.CLAIMED, by=by, former=None
        )
    return assignment


@transaction.atomic
def hand_back(assignment: Assignment, *, by: Any) -> None:
    """Give a language back to whoever wants it: by the one who has it, or by an editor."""
    if by != assignment.claimed_by and not may_ask(by, assignment.language):
        raise PermissionDenied(_("Somebody else has this language in hand."))
    former = assignment.claimed_by if assignment.is_claimed else None
    _change(assignment, claimed_by=None, claimed_at=None, claimed_until=None)
    if former is not None:
        happened.send(
            Assignment, assignment=assignment, event=TaskEvent.HANDED_BACK, by=by, former=former
        )


def lapse(now: datetime | None = None) -> int:
    """Free what was claimed and not released in time; return how many languages."""
    late = Assignment.objects.filter(claimed_until__lte=now or timezone.now())
    return sum(_free(assignment) for assignment in late.select_related("asked_by", "claimed_by"))


@transaction.atomic
def _free(assignment: Assignment) -> int:
    """Free a language unless somebody has claimed it since; return how many were freed."""
    freed = Assignment.objects.filter(
        pk=assignment.pk, claimed_until=assignment.claimed_until
    ).update(claimed_by=None, claimed_at=None, claimed_until=None)
    if freed:
        announce(assignment)
        happened.send(
            Assignment,
            assignment=assignment,
            event=TaskEvent.LAPSED,
            by=None,
            former=assignment.claimed_by,
        )
    return freed


def finish(story_id: Any, language: str) -> None:
    """Note that a language has been released: nobody waits for it or has it in hand."""
    rows = Assignment.objects.filter(story=story_id, language=language, done_at=None)
    for assignment in rows:
        _change(assignment, done_at=timezone.now(), claimed_until=None)


def day(moment: datetime | date | None) -> str:
    """Return a day as lists write it, in the newsroom's zone."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "SHORT_DATE_FORMAT") if moment else ""


def _change(assignment: Assignment, **values: Any) -> None:
    for name, value in values.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=[*values])


def announce(assignment: Assignment) -> None:
    """Tell who listens to saves of a change that was made in the database alone."""
    models.signals.post_save.send(Assignment, instance=assignment, created=False, raw=False)
