"""Models of the articles domain."""

from news.articles.advances import Advance
from news.articles.editions import ArticlePage, EditionCredit, EditionLink
from news.articles.ledger import (
    Address,
    Correction,
    Notice,
    NoticeCounter,
    ReleaseIntent,
)
from news.articles.pages import HomePage, NewsIndexPage, PlainPage
from news.articles.placements import Placement
from news.articles.stories import Story, StoryCredit, StoryLink
from news.articles.tombstones import Tombstone
from news.articles.vocabulary import Section, Topic

__all__ = [
    "Address",
    "Advance",
    "ArticlePage",
    "Correction",
    "EditionCredit",
    "EditionLink",
    "HomePage",
    "NewsIndexPage",
    "Notice",
    "NoticeCounter",
    "Placement",
    "PlainPage",
    "ReleaseIntent",
    "Section",
    "Story",
    "StoryCredit",
    "StoryLink",
    "Tombstone",
    "Topic",
]
