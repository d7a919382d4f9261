"""Stories by their headlines: what one is called, and which are called so."""

from collections.abc import Container
from uuid import UUID

from news.articles.editions import ArticlePage
from news.articles.stories import Story
from news.newsroom.search import words_of
from news.newsroom.text import fold

# Editions looked at for a search; whoever wants another story adds a word.
MOST_FOUND = 50


def source_title(story: Story) -> str:
    """Return the headline of the edition the story was written in: the public one, if any."""
    source = ArticlePage.objects.filter(story=story, language=story.source_language).first()
    if source is None:
        return str(story)
    return source.title if source.live else (source.draft_title or source.title)


def stories_said(words: str, languages: Container[str] | None = None) -> set[UUID]:
    """Return the stories of the newest editions with words in the headline that begin so.

    Where languages are given that somebody writes in, of others counts only what readers may
    know; without any, drafts count in all.
    """
    beginnings = fold(words)
    found = ArticlePage.objects.only("story_id", "language", "live", "title")
    return {
        edition.story_id
        for edition in found.autocomplete(beginnings)[:MOST_FOUND]
        if languages is None
        or edition.language in languages
        or (edition.live and _says(edition.title, beginnings))
    }


def _says(title: str, beginnings: str) -> bool:
    """Say whether every word that is looked for begins a word of the headline."""
    said = words_of(fold(title)).split()
    return all(
        any(word.startswith(beginning) for word in said)
        for beginning in words_of(beginnings).split()
    )
