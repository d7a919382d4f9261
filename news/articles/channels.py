"""The channels an edition belongs to, as keys by id that no rename changes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.articles.editions import ArticlePage


def released_channels(edition: "ArticlePage") -> list[str]:
    """Return the channels of a live edition: by the facts, and a translation's own credits."""
    story = edition.story
    own = type(edition).objects.live_translations().filter(pk=edition.pk, credits__isnull=False)
    return keys_of(
        story.section_id,
        list(story.topics.values_list("pk", flat=True)),
        [
            *story.credits.values_list("person_id", flat=True),
            *own.values_list("credits__person_id", flat=True),
        ],
    )


def coming_channels(edition: "ArticlePage") -> list[str]:
    """Return the channels by what is being saved: of a source, by its facts in memory.

    Credits reach the database only after the page has been saved.
    """
    own = [credit.person_id for credit in edition.credits.all()]
    if edition.is_source:
        return keys_of(edition.section_id, [topic.pk for topic in edition.topics.all()], own)
    story = edition.story
    return keys_of(
        story.section_id,
        list(story.topics.values_list("pk", flat=True)),
        [*story.credits.values_list("person_id", flat=True), *own],
    )


def keys_of(section_id: int | None, topic_ids: list[int], person_ids: list[int]) -> list[str]:
    """Return the channels of these facts."""
    return [
        "all",
        *([f"section:{section_id}"] if section_id else []),
        *(f"topic:{pk}" for pk in sorted(set(topic_ids))),
        *(f"person:{pk}" for pk in sorted(set(person_ids))),
    ]
