"""What somebody at the desk may write, and of what they are told."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from news.articles.models import ArticlePage, HomePage, Story
from news.articles.translations import may_translate
from news.desk.assignments import Assignment, may_ask
from news.newsroom.languages import codes


def languages_of(user: Any) -> list[str]:
    """Return the languages in which somebody may write."""
    return [code for code in codes() if may_translate(user, code)]


def knows_all(user: Any, languages: Collection[str]) -> bool:
    """Say whether somebody who writes in these languages knows of every story in each."""
    return any(may_ask(user, code) for code in languages)


def reached_by(user: Any) -> list[str]:
    """Return the languages of which somebody sees where stories stand."""
    languages = languages_of(user)
    return codes() if knows_all(user, languages) else languages


def known_to(user: Any, stories: Collection[Story]) -> set[UUID]:
    """Return which of some stories somebody sees, as `CellQuerySet.reached_with` says of all."""
    languages = languages_of(user)
    if knows_all(user, languages):
        return {story.pk for story in stories}
    if not languages:
        return set()
    own = {"story__in": [story.pk for story in stories], "language__in": languages}
    wanted = Assignment.objects.filter(**own, done_at=None).exclude(asked_at=None, claimed_by=None)
    return {
        *(story.pk for story in stories if story.released_at is not None),
        *wanted.values_list("story_id", flat=True),
        *ArticlePage.objects.filter(**own).values_list("story_id", flat=True),
    }


def headline(
    source: ArticlePage, editions: Mapping[str, ArticlePage], languages: Collection[str]
) -> str:
    """Return a story's headline for somebody who writes in these languages.

    As drafted for those who may read the original's drafts, as released for the others. Of
    an original that isn't public somebody reads the words of their own language instead.
    """
    if source.language in languages:
        return source.draft_title or source.title
    own = [editions[code] for code in languages if code in editions]
    if source.live or not own:
        return source.title
    return own[0].draft_title or own[0].title


def sees_comments(user: Any) -> bool:
    """Say whether somebody moderates comments."""
    return user.has_perm("news.change_comment")


def sees_troubles(user: Any) -> bool:
    """Say whether somebody is told of failures: whoever may release somewhere."""
    return any(home.permissions_for_user(user).can_publish() for home in HomePage.objects.all())
