"""Sections, people and the rest of the vocabulary are written a language at a time."""

from django.urls import reverse
from wagtail.search import index
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from news.articles import translations
from news.articles.models import Section
from news.newsroom import indexing
from news.newsroom.models import NewsroomSettings
from news.newsroom.slugs import FormerSlug
from news.people import merging
from news.people.models import Person
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    UserFactory,
    released,
)


def test_section_is_named_in_each_language_whatever_the_editor_reads(desk):
    url = reverse(Section.snippet_viewset.get_url_name("add"))
    page = desk.get(url)
    assert 'name="name_fr"' in page.content.decode()
    assert 'name="name"' not in page.content.decode()

    desk.post(url, {"name_ru": "Культура", "name_fr": "Culture", "sort_order": 1})

    section = Section.objects.get()
    assert (section.name_ru, section.name_fr, section.name_ar) == ("Культура", "Culture", None)
    assert section.slug == "kultura"


def test_section_without_any_name_is_refused_with_a_sentence(desk):
    url = reverse(Section.snippet_viewset.get_url_name("add"))
    page = desk.post(url, {"slug": "culture", "sort_order": 1})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()


def test_person_has_positions_titled_in_several_languages(desk):
    organisation = OrganisationFactory()
    url = reverse(Person.snippet_viewset.get_url_name("add"))
    positions = [
        {"organisation": organisation.pk, "title_ru": "директор", "title_ar": "مديرة"},
        {"organisation": "", "title_fr": "cheffe de chœur"},
    ]
    answer = desk.post(
        url,
        nested_form_data(
            {"name_ru": "Вера Лунина", "gender": "f", "positions": inline_formset(positions)}
        ),
    )
    assert answer.status_code == 302
    person = Person.objects.get()
    assert [position.title_ru for position in person.positions.all()] == ["директор", None]
    assert person.positions.all()[1].title_fr == "cheffe de chœur"


def test_credited_person_cannot_be_deleted(client, chief):
    client.force_login(chief)
    person = PersonFactory()
    released(authors=[person])
    url = reverse(Person.snippet_viewset.get_url_name("delete"), args=[person.pk])

    answer = client.post(url, follow=True)

    assert Person.objects.filter(pk=person.pk).exists()
    assert str(person) in str(next(iter(answer.context["messages"])))


def test_merged_person_leaves_credits_photos_and_address_to_the_other(desk):
    twice = PersonFactory(slug="lunina-v")
    position = PositionFactory(person=twice)
    photo = PhotoFactory(photographer=twice)
    story = released(authors=[twice]).story
    stays = PersonFactory(slug="vera-lunina")

    desk.post(reverse("people-merge", args=[twice.pk]), {"into": stays.pk})

    twice.refresh_from_db()
    photo.refresh_from_db()
    position.refresh_from_db()
    assert twice.merged_into == stays
    assert story.credits.get().person == stays
    assert (photo.photographer, position.person) == (stays, stays)
    assert Person.at_former_slug("lunina-v") == stays
    assert not Person.objects.visible().filter(pk=twice.pk).exists()


def test_people_merged_in_turn_all_point_at_the_last(db):
    first, second, third = PersonFactory(), PersonFactory(), PersonFactory()
    slugs = [first.slug, second.slug]
    merging.merge(first, second)
    merging.merge(second, third)
    first.refresh_from_db()
    assert first.merged_into == third
    assert {Person.at_former_slug(slug) for slug in slugs} == {third}
    assert FormerSlug.objects.count() == 2


def test_person_is_not_merged_into_themselves(desk):
    person = PersonFactory()
    page = desk.post(reverse("people-merge", args=[person.pk]), {"into": person.pk})
    person.refresh_from_db()
    assert page.context["form"].errors["into"]
    assert person.merged_into is None


def test_person_is_hidden_and_shown_again(desk):
    person = PersonFactory()
    for is_hidden in (True, False):
        desk.post(reverse("people-hide", args=[person.pk]))
        person.refresh_from_db()
        assert person.is_hidden is is_hidden


def test_translator_may_neither_merge_nor_hide(client, translator_fr):
    client.force_login(translator_fr)
    person, other = PersonFactory(), PersonFactory()
    client.post(reverse("people-merge", args=[person.pk]), {"into": other.pk})
    client.post(reverse("people-hide", args=[person.pk]))
    person.refresh_from_db()
    assert (person.merged_into, person.is_hidden) == (None, False)


def test_settings_are_written_in_each_language(client, chief):
    client.force_login(chief)
    settings = NewsroomSettings.load()
    url = reverse("wagtailsettings:edit", args=["news", "newsroomsettings", settings.pk])
    page = client.get(url)
    assert 'name="name_ar"' in page.content.decode()

    answer = client.post(
        url,
        {
            "name_ru": "Мост",
            "name_ar": "الجسر",
            "about_ru": "null",
            "region": "tn",
            "claim_days": 5,
            "time_zone": "Africa/Tunis",
            "active_languages": ["ru", "ar"],
        },
    )

    assert answer.status_code == 302
    settings.refresh_from_db()
    assert (settings.name_ru, settings.name_ar) == ("Мост", "الجسر")
    assert (settings.languages(), settings.region) == (["ru", "ar"], "TN")


def test_settings_with_an_unknown_zone_are_refused(client, chief):
    client.force_login(chief)
    settings = NewsroomSettings.load()
    url = reverse("wagtailsettings:edit", args=["news", "newsroomsettings", settings.pk])
    page = client.post(
        url, {"name_ru": "Мост", "region": "TN", "time_zone": "Mars/Base", "active_languages": "ru"}
    )
    assert page.context["form"].errors["time_zone"]


def test_related_story_is_chosen_by_its_headline(desk):
    story = released(title="Хор споёт в Бизерте").story
    other = released(title="Письма матроса")
    for edition in (story.editions.get(), other):
        index.insert_or_update_object(edition)
    page = desk.get(reverse("story_chooser:choose"), {"q": "Хор"})
    assert "Хор споёт в Бизерте" in page.json()["html"]
    assert "Письма матроса" not in page.json()["html"]
    chosen = desk.get(reverse("story_chooser:chosen", args=[story.pk])).json()
    assert chosen["result"]["title"] == "Хор споёт в Бизерте"


def test_story_is_chosen_by_the_headline_of_its_draft_in_any_language(desk):
    story = released(title="Хор споёт в Бизерте").story
    translation = translations.start(story.editions.get(), "fr", by=UserFactory(is_superuser=True))
    translation.title = "Élise chante à Bizerte"
    translation.save_revision()
    indexing.sweep()
    page = desk.get(reverse("story_chooser:choose"), {"q": "elise"})
    assert "Хор споёт в Бизерте" in page.json()["html"]


def test_position_is_chosen_with_its_person_in_view(desk):
    position = PositionFactory(person__name_ru="Вера Лунина")
    PositionFactory(person__name_ru="Павел Соколенко", title_ru="юрист")
    page = desk.get(reverse("position_chooser:choose"), {"q": "Лунина"}).json()["html"]
    assert str(position) in page
    assert "юрист" not in page
    chosen = desk.get(reverse("position_chooser:chosen", args=[position.pk])).json()
    assert chosen["result"]["title"].startswith("Вера Лунина: ")


def test_entry_merged_away_is_not_offered(desk):
    person, stays = PersonFactory(name_ru="Лишняя"), PersonFactory(name_ru="Вера Лунина")
    merging.merge(person, stays)
    page = desk.get(reverse("wagtailsnippetchoosers_news_person:choose")).json()["html"]
    assert "Вера Лунина" in page
    assert "Лишняя" not in page
