"""The form of an edition: words for everybody, facts on the source alone."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset

from news.articles import releases, translations, tree
from news.articles.models import ArticlePage
from news.newsroom.models import NewsroomSettings
from tests.desk.conftest import edit_url, latest, sentences, typed
from tests.factories import (
    PersonFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    role,
    translated,
)


def test_new_story_is_written_with_its_facts(desk):
    section, topic, person = SectionFactory(), TopicFactory(), PersonFactory()
    index = tree.news_index("ru")
    answer = desk.post(
        reverse("wagtailadmin_pages:add", args=["news", "articlepage", index.pk]),
        typed(
            section=section.pk,
            topics=[topic.pk],
            credits=inline_formset(
                [{"person": person.pk, "role": role("author").pk, "position": ""}]
            ),
        ),
    )
    edition = ArticlePage.objects.get()
    assert answer.status_code == 302
    assert edition.is_source
    assert (edition.section, list(edition.topics.all())) == (section, [topic])
    assert edition.credits.get().person == person
    assert not edition.live


def test_translation_has_no_fields_for_facts(desk):
    source = released(section=SectionFactory())
    edition = translated(source)
    page = desk.get(edit_url(edition))
    form = page.context["form"]
    facts = {"section", "topics", "lead_photo", "album_url", "first_published_in"}
    assert not facts & set(form.fields)
    assert "links" not in form.formsets
    assert str(source.section) in page.content.decode()


def test_forged_facts_on_a_translation_are_ignored(client, translator_fr):
    client.force_login(translator_fr)
    section, other = SectionFactory(), SectionFactory()
    edition = translated(released(section=section))
    forged = typed(
        title="Le chœur",
        section=other.pk,
        topics=[TopicFactory().pk],
        album_url="https://example.org/album",
        first_published_in="La Presse",
        links=inline_formset([{"to": str(released().story_id), "kind": "see-also"}]),
    )
    answer = client.post(edit_url(edition), forged)
    assert answer.status_code == 302
    edition = latest(edition)
    assert edition.title == "Le chœur"
    assert (edition.section, edition.album_url, edition.first_published_in) == (None, "", "")
    assert not edition.topics.all()
    assert not edition.links.all()
    assert edition.story.section == section


def test_first_publication_is_written_on_the_original_and_read_on_a_translation(desk):
    source = draft()
    elsewhere = {
        "first_published_in": "La Presse",
        "first_published_url": "https://lapresse.example/choeur",
    }
    answer = desk.post(edit_url(source), typed(**elsewhere))
    assert answer.status_code == 302
    source = latest(source)
    assert {name: getattr(source, name) for name in elsewhere} == elsewhere
    edition = translated(releases.release(source))
    page = desk.get(edit_url(edition)).content.decode()
    assert "<bdi>La Presse</bdi>" in page
    assert elsewhere["first_published_url"] in page


def test_address_of_a_first_publication_needs_the_name_of_the_medium(desk):
    source = draft()
    answer = desk.post(
        edit_url(source), typed(first_published_url="https://lapresse.example/choeur")
    )
    assert "first_published_in" in answer.context["form"].errors
    assert latest(source).first_published_url == ""


def test_translation_credits_translators_and_nobody_as_author(desk):
    edition = translated(released())
    person = PersonFactory()

    def post(kind: str):
        credit = {"person": person.pk, "role": role(kind).pk, "position": ""}
        return desk.post(edit_url(edition), typed(credits=inline_formset([credit])))

    assert post("author").context["form"].non_field_errors()
    assert post("translator").status_code == 302
    assert latest(edition).credits.get().person == person


def test_original_is_shown_beside_in_its_own_direction(desk):
    edition = translated(released(title="Хор споёт в Бизерте"), "ar", title="الجوقة")
    page = desk.get(edit_url(edition)).content.decode()
    assert 'class="passage__text" lang="ru" dir="ltr"' in page
    assert "Двадцать шесть детей готовят программу." in page


def test_change_of_the_original_is_said_and_ticked_off(desk):
    source = released()
    edition = released_translation(source)
    source = ArticlePage.objects.get(pk=source.pk)
    source.lead = "Вход свободный."
    releases.release(source)
    page = desk.get(edit_url(edition))
    assert "is_up_to_date" in page.content.decode()

    version = page.context["form"].initial["original_version"]
    ticked = typed(title=edition.title, is_up_to_date="on", original_version=version)
    desk.post(edit_url(edition), ticked)

    kept = latest(edition)
    assert kept.made_from["lead"] == "Вход свободный."
    assert not kept.is_stale
    page = desk.get(edit_url(edition)).content.decode()
    assert 'name="is_up_to_date"' not in page


def test_tick_is_refused_where_the_original_changed_meanwhile(desk):
    source = released()
    edition = released_translation(source)
    loaded = desk.get(edit_url(edition)).context["form"].initial["original_version"]
    releases.release(ArticlePage.objects.get(pk=source.pk))
    page = desk.post(edit_url(edition), typed(is_up_to_date="on", original_version=loaded))
    assert page.context["form"].errors["is_up_to_date"]


def test_drafts_of_the_source_stay_with_those_who_write_it(client, translator_fr):
    source = released()
    edition = translated(source)
    source = ArticlePage.objects.get(pk=source.pk)
    source.lead = "Тайное."
    source.save_revision()
    client.force_login(translator_fr)
    assert "Тайное" not in client.get(edit_url(edition)).content.decode()


def test_every_language_of_the_story_is_in_sight(desk):
    source = released()
    translated(source, "fr")
    page = desk.get(edit_url(source))
    html = page.content.decode()
    assert "state--released" in html
    assert "state--draft" in html
    assert html.count("/translate/") == 4


def test_translate_begins_a_draft_and_a_second_click_leads_to_it(client, translator_fr):
    source = released()
    client.force_login(translator_fr)
    url = reverse("desk-translate", args=[source.pk, "fr"])
    first, second = client.post(url), client.post(url)
    edition = ArticlePage.objects.get(language="fr")
    assert first.url == second.url == edit_url(edition)
    assert edition.owner == translator_fr
    assert not edition.live


def test_translator_begins_no_other_language(client, translator_fr):
    source = released()
    client.force_login(translator_fr)
    client.post(reverse("desk-translate", args=[source.pk, "ar"]))
    assert not ArticlePage.objects.filter(language="ar").exists()


def test_translator_opens_no_draft_of_another_language(client, translator_fr):
    source = released()
    arabic = translated(source, "ar", title="الجوقة")
    client.force_login(translator_fr)
    for edition in (source, arabic):
        assert client.get(edit_url(edition)).status_code == 302
        index = reverse("wagtailadmin_explore", args=[edition.get_parent().pk])
        listed = client.get(index, follow=True).content.decode()
        assert edition.title not in listed


def test_stale_form_is_refused_and_keeps_what_was_typed(desk, chief):
    edition = draft()
    edition.save_revision(user=chief)
    page = desk.get(edit_url(edition))
    loaded = {
        "loaded_revision_id": page.context["page"].latest_revision_id,
        "loaded_revision_created_at": page.context["loaded_revision_created_at"],
    }
    edition.lead = "Написано другим."
    edition.save_revision(user=chief)

    answer = desk.post(edit_url(edition), {**typed(lead="Написано мной."), **loaded})

    assert answer.status_code == 200
    assert chief.get_username() in sentences(answer)
    assert "Написано мной." in answer.content.decode()
    assert latest(edition).lead == "Написано другим."


def test_slug_leaves_the_form_with_the_first_release(desk):
    assert "slug" in desk.get(edit_url(draft())).context["form"].fields
    assert "slug" not in desk.get(edit_url(released())).context["form"].fields


def test_schedule_names_the_zone_and_knows_no_expiry(desk):
    NewsroomSettings.objects.update_or_create(defaults={"time_zone": "Asia/Beirut"})
    page = desk.get(edit_url(draft()))
    assert "expire_at" not in page.context["form"].fields
    assert "Asia/Beirut" in page.content.decode()


def test_lines_say_their_language_and_find_their_direction(desk):
    edition = translated(released(), "ar", title="الجوقة")
    widget = desk.get(edit_url(edition)).context["form"].fields["lead"].widget
    assert (widget.attrs["lang"], widget.attrs["dir"]) == ("ar", "auto")


def test_copy_is_a_draft_of_a_new_story(desk):
    edition = released()
    url = reverse("wagtailadmin_pages:copy", args=[edition.pk])
    form = desk.get(url).context["form"]
    assert not {"alias", "publish_copies"} & set(form.fields)
    desk.post(
        url,
        {
            "new_title": "Другой хор",
            "new_slug": "drugoj-hor",
            "new_parent_page": edition.get_parent().pk,
            "publish_copies": "on",
            "alias": "on",
        },
    )
    copy = ArticlePage.objects.exclude(pk=edition.pk).get()
    assert copy.story != edition.story
    assert (copy.live, copy.alias_of, copy.released_at) == (False, None, None)


def test_copy_into_another_language_is_refused(desk):
    edition = released()
    answer = desk.post(
        reverse("wagtailadmin_pages:copy", args=[edition.pk]),
        {
            "new_title": "Хор",
            "new_slug": "hor",
            "new_parent_page": tree.news_index("fr").pk,
        },
    )
    assert answer.context["form"].errors["new_parent_page"]
    assert not ArticlePage.objects.filter(locale=Locale.objects.get(language_code="fr")).exists()


def test_preview_is_the_page_in_its_language_and_the_item_of_a_feed(desk):
    edition = translated(released(), "ar", title="الجوقة", text="<p>تغنّي.</p>")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[edition.pk])
    assert desk.post(url, typed(title="الجوقة الجديدة", text="<p>تغنّي.</p>")).json()["is_valid"]
    page = desk.get(url, {"mode": ""}).content.decode()
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page
    item = desk.get(url, {"mode": "feed"}).content.decode()
    assert "الجوقة الجديدة" in item
    assert "<script" not in item


def test_embargo_is_set_and_lifted(desk):
    edition = draft()
    url = reverse("desk-embargo", args=[edition.pk])
    until = timezone.now() + timedelta(days=2)
    desk.post(url, {"until": until.strftime("%Y-%m-%d %H:%M")})
    edition.story.refresh_from_db()
    assert edition.story.is_under_embargo()
    desk.post(url, {"until": ""})
    edition.story.refresh_from_db()
    assert edition.story.embargo_until is None


def test_public_story_takes_no_embargo(desk):
    edition = released()
    until = timezone.now() + timedelta(days=2)
    answer = desk.post(
        reverse("desk-embargo", args=[edition.pk]), {"until": until.strftime("%Y-%m-%d %H:%M")}
    )
    assert answer.context["form"].errors["until"]


def test_language_due_before_the_embargo_is_named(desk):
    edition = draft()
    releases.schedule(edition, timezone.now() + timedelta(hours=1))
    until = timezone.now() + timedelta(days=2)
    answer = desk.post(
        reverse("desk-embargo", args=[edition.pk]), {"until": until.strftime("%Y-%m-%d %H:%M")}
    )
    assert answer.context["form"].errors["until"]
    edition.story.refresh_from_db()
    assert edition.story.embargo_until is None


def test_release_under_embargo_is_refused_with_a_sentence(desk):
    edition = draft()
    until = timezone.now() + timedelta(days=2)
    url = reverse("desk-embargo", args=[edition.pk])
    desk.post(url, {"until": until.strftime("%Y-%m-%d %H:%M")})
    answer = desk.post(edit_url(edition), {**typed(), "action-publish": "action-publish"})
    assert answer.status_code == 200
    assert sentences(answer)
    assert not ArticlePage.objects.get(pk=edition.pk).live


def test_translator_sets_no_embargo(client, translator_fr):
    edition = draft()
    client.force_login(translator_fr)
    until = timezone.now() + timedelta(days=2)
    url = reverse("desk-embargo", args=[edition.pk])
    client.post(url, {"until": until.strftime("%Y-%m-%d %H:%M")})
    edition.story.refresh_from_db()
    assert edition.story.embargo_until is None


def test_translation_becomes_the_original_and_owns_the_facts(desk):
    section, person = SectionFactory(), PersonFactory()
    source = released(section=section, authors=[person])
    edition = released_translation(source)

    desk.post(reverse("desk-make-source", args=[edition.pk]))

    edition = ArticlePage.objects.get(pk=edition.pk)
    former = ArticlePage.objects.get(pk=source.pk)
    assert edition.is_source
    assert latest(edition).section == section
    assert [credit.person for credit in edition.credits.all()] == [person]
    assert (former.section, former.is_stale) == (None, False)
    assert former.made_from["title"] == edition.title
    assert not latest(former).credits.all()
    assert edition.story.credits.get().person == person
    assert translations.source_of(edition.story) == edition


def test_unreleased_translation_of_a_public_story_cannot_become_the_original(desk):
    edition = translated(released())
    desk.post(reverse("desk-make-source", args=[edition.pk]))
    assert not ArticlePage.objects.get(pk=edition.pk).is_source


def test_translator_does_not_take_the_facts(client, translator_fr):
    edition = released_translation(released())
    client.force_login(translator_fr)
    client.post(reverse("desk-make-source", args=[edition.pk]))
    assert not ArticlePage.objects.get(pk=edition.pk).is_source


def test_original_with_translations_is_not_deleted_and_says_why(desk):
    source = released()
    translated(source)
    answer = desk.post(reverse("wagtailadmin_pages:delete", args=[source.pk]), follow=True)
    assert ArticlePage.objects.filter(pk=source.pk).exists()
    assert sentences(answer)


def test_discussion_of_a_story_is_closed_and_opened(desk):
    story = released().story
    url = reverse("desk-comments", args=[story.editions.get().pk])
    for is_open in (False, True):
        desk.post(url)
        story.refresh_from_db()
        assert story.comments_open is is_open


def test_translator_does_not_close_the_discussion(client, translator_fr):
    edition = released_translation(released())
    client.force_login(translator_fr)
    client.post(reverse("desk-comments", args=[edition.pk]))
    edition.story.refresh_from_db()
    assert edition.story.comments_open


def test_two_stories_of_one_headline_have_two_addresses(desk):
    index = tree.news_index("ru")
    url = reverse("wagtailadmin_pages:add", args=["news", "articlepage", index.pk])
    for _number in range(2):
        assert desk.post(url, typed(slug="hor")).status_code == 302
    assert set(ArticlePage.objects.values_list("slug", flat=True)) == {"hor", "hor-1"}


def test_plain_page_has_a_text_and_no_expiry(desk):
    home = tree.front_page("fr")
    url = reverse("wagtailadmin_pages:add", args=["news", "plainpage", home.pk])
    form = desk.get(url).context["form"]
    assert "body" in form.fields
    assert "expire_at" not in form.fields


def test_front_page_and_news_list_have_a_name_and_no_address(desk):
    for page in (tree.front_page("fr"), tree.news_index("fr")):
        fields = desk.get(edit_url(page)).context["form"].fields
        assert "slug" not in fields
        assert "title" in fields


def test_person_is_found_by_a_translator_for_a_quotation(client, translator_fr):
    person = PersonFactory()
    client.force_login(translator_fr)
    chooser = client.get(reverse("wagtailsnippetchoosers_news_person:choose"))
    assert str(person) in chooser.json()["html"]


def test_versions_are_compared_on_source_and_translation(desk):
    source = released(section=SectionFactory())
    edition = translated(source)
    for page in (source, edition):
        page = ArticlePage.objects.get(pk=page.pk)
        first = page.latest_revision
        page.lead = "Новое."
        second = page.save_revision()
        url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
        answer = desk.get(url)
        assert answer.status_code == 200
        assert "Новое." in answer.content.decode()
