"""How much one address may write; known by a keyed hash that is soon forgotten."""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from news.comments.models import Comment, CommentQuerySet, CommentState

MOST = 10
WITHIN = timedelta(hours=1)
# A worker that was away longer than this has left hashes behind.
LOOK_BACK = timedelta(days=30)


def fingerprint(address: str) -> str:
    """Return what stands for an address; without the newsroom's secret it says nothing."""
    if not address:
        return ""
    return salted_hmac("news.comments.limits", address, algorithm="sha256").hexdigest()


def has_written_enough(mark: str) -> bool:
    """Whether this address has sent as many comments as it may, for now."""
    return bool(mark) and _written_since(WITHIN).filter(fingerprint=mark).count() >= MOST


def is_repeated(mark: str, story_id: object, text: str) -> bool:
    """Whether the address has just sent the same words: a double click, a page reloaded."""
    same = {"fingerprint": mark, "story": story_id, "text": text}
    return bool(mark) and _written_since(WITHIN).filter(**same).exists()


def forget_fingerprints() -> None:
    """Erase the hashes that no limit needs any more; a sweep of the worker."""
    before = timezone.now() - WITHIN
    due = _written_since(LOOK_BACK).filter(written_at__lt=before).exclude(fingerprint="")
    # Asked first, since an update takes the database's only writer's place even for nothing.
    if due.exists():
        due.update(fingerprint="")


def _written_since(ago: timedelta) -> CommentQuerySet:
    # All states named: the index is by state and time.
    return Comment.objects.order_by().filter(
        state__in=CommentState.values, written_at__gte=timezone.now() - ago
    )
