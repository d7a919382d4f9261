"""What somebody at the desk may write, and of what they are told."""

from typing import Any

from news.articles.models import HomePage
from news.articles.translations import may_translate
from news.newsroom.languages import codes


def languages_of(user: Any) -> list[str]:
    """Return the languages in which somebody may write."""
    return [code for code in codes() if may_translate(user, code)]


def sees_comments(user: Any) -> bool:
    """Say whether somebody moderates comments."""
    return user.has_perm("news.change_comment")


def sees_troubles(user: Any) -> bool:
    """Say whether somebody is told of failures: whoever may release somewhere."""
    return any(home.permissions_for_user(user).can_publish() for home in HomePage.objects.all())
