"""Verbs of moderation: approve, reject, mark as spam, erase."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.log_actions import registry as logs

from news.comments.models import Comment, CommentState

DECISIONS = frozenset({CommentState.APPROVED, CommentState.REJECTED, CommentState.SPAM})


def approve(comment: Comment, by: Any = None) -> bool:
    """Have readers see the comment; return whether it was anything else before."""
    return _decide_one(comment, CommentState.APPROVED, by)


def reject(comment: Comment, by: Any = None) -> bool:
    """Keep the comment from readers; return whether it was anything else before."""
    return _decide_one(comment, CommentState.REJECTED, by)


def mark_spam(comment: Comment, by: Any = None) -> bool:
    """Keep the comment from readers, as spam; return whether it was anything else before."""
    return _decide_one(comment, CommentState.SPAM, by)


def decide(keys: Iterable[int], state: str, by: Any = None) -> int:
    """Settle several comments at once; return how many were anything else before.

    The update passes over those that are so already: the first moderator's name stays, and
    the count rises once.
    """
    return (
        Comment.objects.filter(pk__in=list(keys))
        .exclude(state=state)
        .update(state=state, moderated_at=timezone.now(), moderated_by=by)
    )


def _decide_one(comment: Comment, state: str, by: Any) -> bool:
    is_new = bool(decide([comment.pk], state, by))
    comment.refresh_from_db(fields=["state", "moderated_at", "moderated_by"])
    return is_new


@transaction.atomic
def purge_comment(comment: Comment, by: Any = None) -> None:
    """Erase a comment for good, on somebody's legal request; the log keeps who did it.

    Wagtail's log repeats an object's words in its own rows: they go, too.
    """
    logs.get_logs_for_instance(comment).update(label="", data={})
    log(comment, "wagtail.delete", user=by, title=f"#{comment.pk}", deleted=True)
    comment.delete()
