"""Each group holds just its rights."""

from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from news.articles import tree
from news.desk.groups import ensure_groups
from news.newsroom.models import NewsroomSettings
from tests.factories import PhotoFactory, UserFactory


def may(user, *actions: str) -> bool:
    policy = policy_registry.get_by_type(get_image_model())
    return policy.user_has_any_permission(user, actions)


def test_photos_are_added_by_editors_and_only_chosen_by_translators(
    client, chief, editor, translator_fr
):
    assert may(chief, "delete")
    assert may(editor, "add")
    assert may(translator_fr, "choose")
    assert not may(translator_fr, "add", "change")
    photo = PhotoFactory(title="Хор на сцене")
    client.force_login(translator_fr)
    chooser = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert photo.title in chooser


def test_translator_writes_in_one_language(translator_fr):
    for code in ("ru", "fr", "ar"):
        rights = tree.news_index(code).permissions_for_user(translator_fr)
        assert rights.can_add_subpage() is (code == "fr")
        assert not rights.can_publish_subpage()


def test_settings_are_the_chiefs(client, chief, editor):
    settings = NewsroomSettings.load()
    url = reverse("wagtailsettings:edit", args=["news", "newsroomsettings", settings.pk])
    client.force_login(editor)
    assert client.get(url).status_code == 302
    client.force_login(chief)
    assert client.get(url).status_code == 200


def test_front_page_and_news_list_stand_whatever_is_asked(client, chief):
    client.force_login(chief)
    for page in (tree.front_page("fr"), tree.news_index("fr")):
        for view in ("unpublish", "delete", "move", "copy"):
            url = reverse(f"wagtailadmin_pages:{view}", args=[page.pk])
            assert client.post(url).status_code == 302
        page.refresh_from_db()
        assert page.live


def test_moderators_see_comments_and_no_pages(client, db):
    client.force_login(UserFactory(groups=["Comment moderators"]))
    assert client.get(reverse("comments_admin:index")).status_code == 200
    index = reverse("wagtailadmin_pages:edit", args=[tree.news_index("ru").pk])
    assert client.get(index).status_code == 302


def test_groups_made_twice_hold_the_same(editor):
    before = set(editor.get_group_permissions())
    ensure_groups()
    assert set(type(editor).objects.get(pk=editor.pk).get_group_permissions()) == before
