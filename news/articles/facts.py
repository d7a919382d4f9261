"""Carrying the facts from a released source edition onto its story, and files into use."""

from typing import TYPE_CHECKING, Any

from news.articles import placements, state, translations
from news.articles.channels import released_channels
from news.articles.circumstances import circumstances
from news.articles.files import register_uses
from news.articles.stories import StoryCredit, StoryLink
from news.newsroom.generation import raise_generation

if TYPE_CHECKING:
    from news.articles.editions import ArticlePage
    from news.articles.stories import Story


# What is one value and copied as it is.
_PLAIN = ("section_id", "lead_photo_id", "album_url", "first_published_in", "first_published_url")


def carry(edition: "ArticlePage") -> None:
    """After a full save of a live edition: copy the facts of a source, note files in use.

    Children are read back from the database: only what was saved is public.
    """
    kind = edition.__dict__.pop("accounted_kind", None)
    if not edition.live:
        return
    if edition.is_source:
        _carry_to_story(edition, kind)
    placements.place(edition)
    register_uses(edition)


def _carry_to_story(source: "ArticlePage", kind: str | None) -> None:
    story = source.story
    drafted = facts_of(type(source).objects.get(pk=source.pk))
    if not story.has_released_facts:
        translations.settle(source)
    if story.has_released_facts and drafted == facts_of(story):
        return
    siblings = list(
        type(source)
        .objects.released()
        .select_related("story")
        .filter(story=story)
        .exclude(pk=source.pk)
    )
    channels = {sibling.pk: released_channels(sibling) for sibling in siblings}
    _write(story, drafted)
    raise_generation()
    for sibling in siblings:
        sibling.story = story
        state.announce_changed_facts(sibling, kind or "", channels[sibling.pk])
        placements.place(sibling)
        register_uses(sibling)


def facts_of(holder: "Story | ArticlePage") -> dict[str, Any]:
    """Return the facts that a story was released with, or a source edition is saved with."""
    credits = holder.credits.order_by("sort_order")
    return {
        **{name: getattr(holder, name) for name in _PLAIN},
        "topics": sorted(holder.topics.values_list("pk", flat=True)),
        "credits": list(credits.values_list("person_id", "role_id", "position_id")),
        "links": list(holder.links.order_by("sort_order").values_list("to_id", "kind")),
    }


def _write(story: "Story", facts: dict[str, Any]) -> None:
    for name in _PLAIN:
        setattr(story, name, facts[name])
    story.facts_at = circumstances().moment
    story.save(update_fields=[*_PLAIN, "facts_at"])
    story.topics.set(facts["topics"])
    story.credits.all().delete()
    StoryCredit.objects.bulk_create(
        StoryCredit(
            story=story,
            person_id=person,
            role_id=role,
            position_id=position,
            sort_order=order,
        )
        for order, (person, role, position) in enumerate(facts["credits"])
    )
    story.links.all().delete()
    StoryLink.objects.bulk_create(
        StoryLink(story=story, to_id=to, kind=kind, sort_order=order)
        for order, (to, kind) in enumerate(facts["links"])
    )
