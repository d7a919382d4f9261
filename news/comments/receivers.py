"""What follows a comment's deletion, whichever path it took."""

from typing import Any

from django.db.models.signals import post_delete

from news.comments.models import Comment, settle_counts


def connect() -> None:
    """Connect the receiver; called once, when the application starts."""
    post_delete.connect(settle, sender=Comment, dispatch_uid="comment-deleted")


def settle(instance: Comment, **_kwargs: Any) -> None:
    """Inside the deletion's transaction: count the story's comments anew."""
    settle_counts({instance.story_id})
