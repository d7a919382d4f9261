"""The demo newsroom: what it is made of, and that taking it away leaves nothing else touched."""

import io
import re
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import PageLogEntry, Revision

from news.articles import releases, withdrawals
from news.articles.blocks import BodyBlock
from news.articles.ledger import Address, Notice, NoticeKind, ReleaseKind
from news.articles.models import ArticlePage, Story
from news.articles.stories import LinkKind, StoryLink
from news.comments.models import Comment, CommentState
from news.demo import building, removal
from news.demo.models import DemoObject
from news.desk.glossary.hints import hints_for
from news.desk.glossary.models import Term
from news.newsroom import indexing
from news.newsroom.models import NewsroomSettings
from news.partners import tokens
from news.partners.models import Partner, PartnerState, Token, Way
from news.people.models import Person
from news.photos.metadata import read
from news.photos.models import Paper, Photo
from tests.demo.inventory import row_counts, stored_files
from tests.demo.news_objects import items, valid
from tests.factories import PhotoFactory, SectionFactory, draft, released
from tests.syndication.ninjs_schema import faults


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker):
    """The demo, made once for this module; rows as they were before, and files it made."""
    with django_db_blocker.unblock(), transaction.atomic():
        NewsroomSettings.load()
        counts, files = row_counts(), stored_files()
        building.make(lambda _words: None)
        yield counts, stored_files() - files
        transaction.set_rollback(True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture
def demo(before, db):
    """The demo newsroom; what a test does to it is undone."""


@pytest.fixture
def spare_files(demo, tmp_path):
    """Files that a test may delete."""
    shutil.copytree(settings.MEDIA_ROOT, tmp_path / "media")
    yield
    shutil.copytree(tmp_path / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)


def edition(title: str) -> ArticlePage:
    return ArticlePage.objects.get(title__contains=title)


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def test_there_is_a_year_of_uneven_languages(demo):
    numbers = {
        language: ArticlePage.objects.released(language).count()
        for language in ("ru", "fr", "ar", "en", "de", "es")
    }
    assert Story.objects.count() == 30
    assert numbers["ru"] > numbers["fr"] > numbers["ar"] > numbers["en"] > numbers["es"] > 4
    assert {story.source_language for story in Story.objects.all()} >= {"ru", "fr", "ar", "de"}
    moments = ArticlePage.objects.released().values_list("released_at", flat=True)
    assert (max(moments) - min(moments)).days > 400
    assert max(moments) < timezone.now()


def test_every_text_is_valid_ninjs_with_its_photos_and_languages(demo):
    told = valid(items())
    assert set(told) == {each.urn for each in ArticlePage.objects.released()}
    relations = {part["rel"] for each in told.values() for part in each.get("associations", ())}
    assert {"leadPhoto", "translation", "translatedFrom", "partOf"} <= relations
    assert {each["pubStatus"] for each in told.values()} == {"usable"}


def test_every_advance_copy_is_valid_ninjs(demo):
    moment = timezone.now() + timedelta(days=1)
    told = valid(replace(each, embargo_until=moment) for each in items() if not each.withdrawal)
    assert all("embargoedUntil" in each for each in told.values())


def test_every_story_is_valid_ninjs_when_it_is_corrected(demo):
    sources = [each for each in ArticlePage.objects.released() if each.is_source]
    assert len(sources) > 20
    for each in sources:
        releases.release(each, kind=ReleaseKind.CORRECTION, note="Четыре, а не «пять» & <6>.")
    told = valid(items())
    assert all("«пять» & <6>." in told[each.urn]["edNote"] for each in sources)


def test_every_text_is_valid_ninjs_without_its_words_when_it_is_taken_back(demo):
    editions = list(ArticlePage.objects.released())
    withdrawals.withdraw(editions, "Проверяем сведения.")
    withdrawn = valid(items())
    for each in sorted(ArticlePage.objects.all(), key=lambda each: each.is_source):
        each.delete()
    for told in (withdrawn, valid(items())):
        assert {each.urn for each in editions} <= set(told)
        assert {each["pubStatus"] for each in told.values()} == {"canceled"}
        assert not any("bodies" in each for each in told.values())


def test_every_story_is_a_valid_ninjs_package(demo, client):
    stories = ArticlePage.objects.released().values_list("story", flat=True).distinct()
    assert len(stories) > 20
    for story in stories:
        told = client.get(f"/api/v1/stories/{story}.ninjs").json()
        assert faults(told) == []
        usable = [each for each in told["associations"] if each["pubStatus"] == "usable"]
        editions = ArticlePage.objects.released().filter(story=story)
        assert {each["uri"] for each in usable} == {each.urn for each in editions}


def test_every_state_is_to_be_seen(demo):
    drafts = ArticlePage.objects.filter(live=False, released_at=None)
    scheduled = Revision.page_revisions.filter(approved_go_live_at__gt=timezone.now())
    assert {page.language for page in ArticlePage.objects.withdrawn()} == {"ru", "fr"}
    assert scheduled.count() == 2
    assert drafts.count() == 4
    assert all(page.withdrawal_reason for page in ArticlePage.objects.withdrawn())
    assert any(page.current_workflow_state for page in drafts)


def test_correction_left_one_translation_stale(demo):
    source = edition("Детский хор из Туниса")
    french, arabic = (source.story.editions.get(language=code) for code in ("fr", "ar"))
    assert source.corrections.get().note.startswith("В первой версии")
    assert "2018" in source.plain_text()
    assert "2017" not in source.plain_text()
    assert french.is_stale
    assert not arabic.is_stale
    assert [page.urn for page in ArticlePage.objects.released() if page.is_stale] == [french.urn]


def test_first_release_said_what_the_correction_put_right(demo):
    source = edition("Детский хор из Туниса")
    first = source.revisions.order_by("created_at", "pk").first().as_object()
    assert "основан в 2017 году" in first.plain_text()
    assert [block.id for block in first.body] == [block.id for block in source.body]


def test_notices_tell_what_happened_in_its_order(demo):
    notices = Notice.objects.order_by("sequence")
    moments = list(notices.values_list("occurred_at", flat=True))
    assert moments == sorted(moments)
    assert set(notices.values_list("kind", flat=True)) >= {
        NoticeKind.RELEASED,
        NoticeKind.UPDATED,
        NoticeKind.CORRECTED,
        NoticeKind.FIXED,
        NoticeKind.WITHDRAWN,
    }
    assert all(notice.actor for notice in notices)


def test_wagtails_own_history_lies_in_the_past(demo):
    page = edition("Детский хор из Туниса")
    assert page.first_published_at == page.released_at
    log = PageLogEntry.objects.filter(page=page.pk)
    assert {entry.timestamp for entry in log} == {page.released_at, page.changed_at}


def test_no_text_holds_an_untold_date(demo):
    for page in ArticlePage.objects.all():
        for revision in page.revisions.all():
            assert "{date:" not in str(revision.content)


def test_every_body_is_what_the_editor_would_take(demo):
    for page in ArticlePage.objects.all():
        BodyBlock().clean(page.body)
        assert all(block.id for block in page.body)


def test_bylines_and_translators_are_named(demo):
    for page in ArticlePage.objects.released().select_related("story"):
        if page.is_source:
            assert page.story.credits.filter(role__kind="author").exists()
        else:
            assert page.credits.filter(role__kind="translator").exists()


def test_second_concert_continues_the_first_once_it_is_released(demo):
    page = edition("Хор «Парус» едет в Сус")
    assert page.links.get(kind=LinkKind.CONTINUES).to == edition("Детский хор из Туниса").story
    assert StoryLink.objects.filter(kind=LinkKind.SEE_ALSO).count() > 10


def test_text_links_to_the_edition_of_its_own_language(demo):
    french = edition("Un chœur d’enfants de Tunis")
    target = re.search(r'linktype="page" id="(\d+)"', str(french.body.get_prep_value()))
    assert ArticlePage.objects.get(pk=target[1]).language == "fr"


def test_glossary_words_what_the_stories_say_in_every_language(demo):
    terms = Term.objects.all()
    assert 10 <= terms.count() <= 15
    assert all(all(term.wordings().values()) for term in terms)
    for source in ("ru", "fr", "ar"):
        texts = [page.plain_text() for page in ArticlePage.objects.released(source)]
        used = {hint.term for of_text in hints_for(texts, source, "de") for hint in of_text}
        assert len(used) >= 10


def test_every_photo_carries_its_credit_in_the_file(demo):
    assert Photo.objects.count() == 20
    for photo in Photo.objects.all():
        with photo.open_file() as file:
            metadata = read(file)
        assert metadata.credit == photo.credit_ru
        assert metadata.licence_url == photo.licence.url
        assert metadata.usage_terms
        assert metadata.alts["ar"] == photo.alt_ar
        assert photo.width == 1800


def test_documents_can_be_downloaded_from_released_texts(demo):
    for paper in Paper.objects.all():
        assert paper.uses.exists()
        with paper.open_file() as file:
            assert file.read(5) == b"%PDF-"


def test_comments_stand_in_every_state_and_are_counted(demo):
    states = list(Comment.objects.values_list("state", flat=True))
    assert len(states) == 25
    assert set(states) == set(CommentState.values)
    for story in Story.objects.all():
        assert story.comment_count == story.comments.public().count()


def test_nobody_can_sign_in_as_a_person_of_the_demo(demo):
    accounts = get_user_model().objects.filter(username__startswith="demo-")
    assert accounts.count() > 6
    for account in accounts:
        assert not account.has_usable_password()
        assert not account.is_superuser
        assert not account.email


def test_one_partner_takes_our_texts_and_another_is_invited(demo, client):
    active, invited = Partner.objects.order_by("-name")
    assert (active.name, active.state) == ("SooMedia", PartnerState.ACTIVE)
    assert (invited.name, invited.state) == ("La Goulette Info", PartnerState.INVITED)
    for partner in (active, invited):
        host = urlsplit(partner.website).hostname
        assert host.endswith(".example")
        assert [each.email.rpartition("@")[2] for each in partner.contacts.all()] == [host]
    assert not invited.subscriptions.exists()
    subscription = active.subscriptions.get()
    subscription.full_clean()
    assert subscription.way == Way.PULL
    assert not Token.objects.exists()
    for language in ("ru", "fr", "ar"):
        token = tokens.issue(subscription)
        told = client.get(f"/partners/{token}/{language}.json").json()["items"]
        assert len(told) > 2
        texts = [each for each in told if "withdrawn" not in each["_vestnik"]]
        assert all("«Мост», Тунис" in each["_vestnik"]["rights"] for each in texts)


def test_partner_for_whom_somebody_made_a_key_stays(demo):
    active, invited = Partner.objects.order_by("-name")
    tokens.issue(active.subscriptions.get())
    done = removal.remove()
    assert list(Partner.objects.all()) == [active]
    assert active in done.kept
    assert not Partner.objects.filter(pk=invited.pk).exists()


def test_second_time_it_only_says_so(demo):
    with translation.override("en"):
        assert "here already" in run()
    assert Story.objects.count() == 30


def test_taking_it_away_leaves_every_table_as_it_was(
    spare_files, before, django_capture_on_commit_callbacks
):
    media = Path(settings.MEDIA_ROOT)
    with django_capture_on_commit_callbacks(execute=True):
        done = removal.remove()
    indexing.index_all()
    counts, made_files = before
    assert row_counts() == counts
    assert [path for path in made_files & stored_files() if path.parent != media] == []
    assert not done.kept
    own = NewsroomSettings.load()
    assert not own.is_demo
    assert not own.name_ru
    assert own.licence is None


def test_taking_it_away_makes_no_notice_and_leaves_no_address(demo):
    last = Notice.objects.order_by("sequence").last().sequence
    removal.remove()
    assert not Notice.objects.filter(sequence__gt=last).exists()
    assert not Address.objects.exists()


def test_what_real_content_uses_stays(demo):
    photo, person = Photo.objects.get(title="Пианино 1934 года"), Person.objects.first()
    section = edition("Детский хор из Туниса").story.section
    quote = {"text": "Да", "speaker": person, "position": None, "speaker_text": ""}
    own = released(section=section, body=[("quote", quote), ("heading", "А")])
    own.lead_photo = photo
    own.save_revision()
    done = removal.remove()
    own = ArticlePage.objects.get(pk=own.pk)
    assert own.live
    assert own.get_latest_revision_as_object().lead_photo == photo
    assert own.body[0].value["speaker"] == person
    assert {photo, section, person} <= set(done.kept)
    assert Notice.objects.get().urn == own.urn
    assert not DemoObject.objects.exists()


def test_settings_changed_since_stay(demo):
    own = NewsroomSettings.load()
    own.name_ru = "Маяк"
    own.save()
    removal.remove()
    own.refresh_from_db()
    assert own.name_ru == "Маяк"
    assert not own.name_fr


def test_other_newsrooms_rows_are_not_touched(demo):
    section, photo, page = SectionFactory(), PhotoFactory(), draft()
    removal.remove()
    for row in (section, photo, page):
        row.refresh_from_db()


def test_command_says_what_stays_and_what_went(demo):
    draft(lead_photo=Photo.objects.get(title="Апельсины"))
    with translation.override("en"):
        said = run("--remove")
    assert "taken away" in said
    assert "“Апельсины” stays" in said
    with translation.override("en"):
        assert "no demo newsroom" in run("--remove")
