"""Facts and files become public with a release, and with nothing else."""

import pytest

from news.articles import channels, facts, files, releases, withdrawals
from news.articles.models import ArticlePage, EditionCredit, Notice
from news.people.models import Person
from news.photos.models import FileUse
from tests.factories import (
    PaperFactory,
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def with_other_facts(source: ArticlePage) -> ArticlePage:
    """Return the source in memory with every fact changed."""
    source.section = SectionFactory()
    source.topics = [TopicFactory()]
    source.lead_photo = PhotoFactory()
    source.album_url = "https://example.org/album"
    source.first_published_in = "La Presse"
    source.first_published_url = "https://lapresse.example/choeur"
    source.credits.add(EditionCredit(person=PersonFactory(), role=role("author")))
    return source


def test_release_carries_the_facts_onto_the_story():
    source = with_other_facts(draft())

    releases.release(source)

    story = ArticlePage.objects.get(pk=source.pk).story
    assert story.section == source.section
    assert list(story.topics.all()) == list(source.topics.all())
    assert story.lead_photo == source.lead_photo
    assert story.first_published_in == "La Presse"
    assert story.first_published_url == "https://lapresse.example/choeur"
    assert story.credits.get().person == source.credits.get().person


def test_draft_on_a_live_source_changes_no_fact_no_file_and_no_notice():
    source = released()
    before = facts.facts_of(source.story)
    notices = Notice.objects.count()

    changed = with_other_facts(source)
    changed.save_revision()

    story = ArticlePage.objects.get(pk=source.pk).story
    assert facts.facts_of(story) == before
    assert Notice.objects.count() == notices
    assert not files.is_public(changed.lead_photo)


def test_draft_on_a_withdrawn_source_does_not_reach_its_live_translation():
    source = released()
    translation = released_translation(source)
    withdrawals.withdraw([source], "Проверяем.")

    source = with_other_facts(ArticlePage.objects.get(pk=source.pk))
    source.save_revision()
    source.save()

    story = ArticlePage.objects.get(pk=translation.pk).story
    assert story.section is None
    assert story.lead_photo is None
    assert not files.is_public(source.lead_photo)


def test_photo_is_public_while_an_edition_that_uses_it_is():
    photo = PhotoFactory()
    source = draft(lead_photo=photo)
    assert not files.is_public(photo)

    source = releases.release(source)
    assert files.is_public(photo)

    withdrawals.withdraw([source], "Права отозваны.")
    assert not files.is_public(photo)


def test_photo_of_the_story_stays_public_through_a_live_translation():
    photo = PhotoFactory()
    source = released(lead_photo=photo)
    released_translation(source)

    withdrawals.withdraw([source], "Проверяем.")

    assert files.is_public(photo)


def test_photo_that_a_release_drops_is_public_no_more():
    photo = PhotoFactory()
    source = released(lead_photo=photo)

    source.lead_photo = None
    releases.release(source)

    assert not files.is_public(photo)


def test_deleted_edition_leaves_no_file_in_use():
    source = released(lead_photo=PhotoFactory())

    source.delete()

    assert not FileUse.objects.exists()


def test_document_is_public_with_the_text_that_offers_it():
    paper = PaperFactory()
    body = [("paragraph", "<p>Программа.</p>"), ("document", {"document": paper, "title": ""})]
    source = draft(body=body)
    assert not files.is_public(paper)

    releases.release(source)

    assert files.is_public(paper)


def test_portrait_is_public_while_its_person_is_credited_and_not_hidden():
    photo = PhotoFactory()
    person = PersonFactory(portrait=photo)
    edition = draft(authors=[person])
    assert not files.is_public(photo)

    releases.release(edition)
    assert files.is_public(photo)

    person.is_hidden = True
    person.save()

    assert not files.is_public(photo)


def test_own_credits_of_a_source_are_its_storys_alone():
    source = released()
    EditionCredit.objects.create(
        page=source, person=PersonFactory(slug="soon"), role=role("author")
    )

    assert channels.released_channels(source) == ["all"]
    assert not ArticlePage.objects.crediting(Person.objects.get(slug="soon")).exists()
