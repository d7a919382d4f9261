"""The admin asks for what it shows, however many editions the archive holds."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.search import index

from news.articles.tree import news_index
from news.desk.home.summary import PagesSummary
from news.newsroom import statistics
from news.newsroom.models import Licence
from tests.factories import PhotoFactory, UserFactory, draft, released

PAGES = "wagtailcore_page"
ORDERS = ["title", "-title", "latest_revision_created_at", "-latest_revision_created_at"]


def asked_of(client, user, url: str) -> list[str]:
    client.force_login(user)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [each["sql"] for each in asked]


def plan_of(statement: str) -> set[str]:
    """What SQLite would do for a statement, step by step."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return {row[-1] for row in cursor.fetchall()}


def reads_all(statement: str) -> bool:
    """Whether SQLite would read a whole table of pages for a statement."""
    return f"SCAN {PAGES}" in plan_of(statement)


def sorts_or_scans(statement: str) -> bool:
    """Whether SQLite would read or sort a whole table of pages for a statement."""
    return reads_all(statement) or "USE TEMP B-TREE FOR ORDER BY" in plan_of(statement)


@pytest.fixture
def sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plans")


@pytest.fixture
def administrator(db):
    return UserFactory(is_superuser=True)


def explorer(order: str = "") -> str:
    url = reverse("wagtailadmin_explore", args=[news_index("ru").pk])
    return f"{url}?ordering={order}" if order else url


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("order", ["", *ORDERS])
def test_news_list_is_ordered_by_an_index(client, administrator, order):
    released()
    listing = [
        sql
        for sql in asked_of(client, administrator, explorer(order))
        if "_has_untranslated_locale" in sql and "LIMIT" in sql
    ]
    assert listing
    assert not any(sorts_or_scans(sql) for sql in listing)


def test_news_list_counts_no_editions(client, administrator, editor):
    released()
    for user in (administrator, editor):
        asked = asked_of(client, user, explorer())
        assert not [sql for sql in asked if "COUNT(" in sql and PAGES in sql]


def test_news_list_tells_how_many_editions_it_holds(client, editor):
    for number in range(3):
        draft(title=f"Черновик {number}")
    client.force_login(editor)
    shown = client.get(explorer())
    assert shown.context["items_count"] == 3
    assert len(shown.context["object_list"]) == 3


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("order", ["", "latest_revision_created_at"])
def test_list_of_all_editions_is_ordered_by_an_index_and_counts_none(client, administrator, order):
    for code in ("ru", "fr"):
        released(title=f"На {code}", language=code)
    statistics.gather()
    url = reverse("wagtailadmin_pages:type_use", args=["news", "articlepage"])
    url = f"{url}?ordering={order}" if order else url
    asked = asked_of(client, administrator, url)
    listing = [sql for sql in asked if "_has_untranslated_locale" in sql and "LIMIT" in sql]
    assert listing
    assert not any(sorts_or_scans(sql) for sql in listing)
    assert not [sql for sql in asked if "COUNT(" in sql and PAGES in sql]


def test_list_of_all_editions_holds_every_language_and_no_other_page(client, administrator):
    editions = [draft("ru"), draft("fr")]
    client.force_login(administrator)
    shown = client.get(reverse("wagtailadmin_pages:type_use", args=["news", "articlepage"]))
    assert {page.pk for page in shown.context["object_list"]} == {each.pk for each in editions}
    assert shown.context["items_count"] == 2


def test_list_of_all_editions_holds_a_translator_to_their_language(client, translator_fr):
    draft("ru")
    own = draft("fr")
    client.force_login(translator_fr)
    shown = client.get(reverse("wagtailadmin_pages:type_use", args=["news", "articlepage"]))
    assert [page.pk for page in shown.context["object_list"]] == [own.pk]
    assert shown.context["items_count"] == 1


@pytest.mark.parametrize(("query", "count"), [({}, 2), ({"content_type": "news.articlepage"}, 2)])
def test_search_of_all_pages_counts_once_what_it_finds(client, administrator, query, count):
    for code in ("ru", "fr"):
        index.insert_or_update_object(draft(code, title="Хор"))
    url = f"{reverse('wagtailadmin_pages:search')}?{urlencode({'q': 'хор', **query})}"
    client.force_login(administrator)
    shown = client.get(url)
    assert len(shown.context["object_list"]) == count
    assert shown.context["paginator"].count == count
    assert shown.context["all_pages"].count() == 2
    counted = [
        sql
        for sql in asked_of(client, administrator, url)
        if "indexentry" in sql and "COUNT(" in sql
    ]
    assert len(counted) == 1


def test_search_that_finds_nothing_says_so(client, administrator):
    client.force_login(administrator)
    shown = client.get(reverse("wagtailadmin_pages:search"), {"q": "нигде"})
    assert shown.context["paginator"].count == 0


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("explorer", {"title", "latest_revision_created_at"}),
        ("all", {"latest_revision_created_at"}),
    ],
)
def test_lists_offer_to_sort_by_what_an_index_holds(client, administrator, name, sorted_by):
    draft()
    all_editions = reverse("wagtailadmin_pages:type_use", args=["news", "articlepage"])
    client.force_login(administrator)
    shown = client.get(explorer() if name == "explorer" else all_editions)
    columns = shown.context["table"].columns.values()
    assert {column.sort_key for column in columns if column.sort_key} == sorted_by


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize(
    ("name", "asked_for", "step"),
    [
        ("aging_pages", "COUNT(", f"SCAN {PAGES} USING COVERING INDEX page_by_publication"),
        (
            "page_types_usage",
            "last_edited_page_id",
            "SEARCH U0 USING COVERING INDEX page_by_edit (content_type_id=?)",
        ),
    ],
)
def test_reports_on_pages_are_served_by_an_index(client, administrator, name, asked_for, step):
    released()
    statistics.gather()
    asked = asked_of(client, administrator, reverse(f"wagtailadmin_reports:{name}"))
    of_pages = [sql for sql in asked if asked_for in sql and PAGES in sql]
    assert of_pages
    assert all(step in plan_of(sql) for sql in of_pages)


def test_report_of_page_types_counts_editions_by_the_tree(client, administrator):
    released("ru"), released("fr"), draft("fr")
    address = reverse("wagtailadmin_reports:page_types_usage")
    asked = asked_of(client, administrator, address)
    assert not [sql for sql in asked if "GROUP BY" in sql and "JOIN" in sql and PAGES in sql]

    def counted(**query) -> dict[str, int]:
        shown = client.get(address, query).context["object_list"]
        return {each.model: each.count for each in shown}

    assert counted()["articlepage"] == 3
    assert counted(page_locale="fr")["articlepage"] == 2
    assert "articlepage" not in counted(page_locale="ar")


def test_report_of_page_types_is_shut_to_readers(client):
    address = reverse("wagtailadmin_reports:page_types_usage")
    assert client.get(address).status_code == 302


def test_news_list_shows_the_last_touched_first(client, editor):
    old, new = draft(title="Первый"), draft(title="Второй")
    for edition in (new, old):
        edition.save_revision()
    never = draft(title="Третий")
    Page.objects.filter(pk=never.pk).update(latest_revision_created_at=None)
    client.force_login(editor)
    shown = client.get(explorer()).context["object_list"]
    assert [page.pk for page in shown] == [old.pk, new.pk, never.pk]


def test_news_list_holds_one_language(client, administrator):
    draft("ru", title="Хор")
    draft("fr", title="Le chœur")
    client.force_login(administrator)
    shown = client.get(explorer()).context["object_list"]
    assert [page.title for page in shown] == ["Хор"]


def test_filtered_news_list_counts_what_it_found(client, administrator):
    draft(title="Чужой")
    draft(title="Свой", owner=administrator)
    client.force_login(administrator)
    shown = client.get(explorer(), {"owner": administrator.pk})
    assert shown.context["items_count"] == 1


def test_filters_offer_who_owns_or_edited_a_page_without_reading_all(client, administrator, editor):
    edition = draft(owner=editor)
    PageLogEntry.objects.create(
        page=edition, user=administrator, action="wagtail.edit", timestamp=timezone.now(), label="x"
    )
    # Somebody who has done neither.
    UserFactory()
    asked = asked_of(client, administrator, explorer())
    fields = client.get(explorer()).context["filters"].form.fields
    assert list(fields["owner"].queryset) == [editor]
    assert list(fields["edited_by"].queryset) == [administrator]
    assert not any("DISTINCT" in sql for sql in asked if "auth_user" in sql)


def test_news_list_is_never_put_on_one_screen(client, administrator):
    draft()
    client.force_login(administrator)
    shown = client.get(explorer("ord"))
    assert shown.context["is_paginated"]
    assert not news_index("ru").permissions_for_user(administrator).can_reorder_children()


@pytest.mark.usefixtures("sqlite")
def test_menu_reads_no_page_list_for_an_administrator(client, administrator):
    url = reverse(Licence.snippet_viewset.get_url_name("list"))
    asked = asked_of(client, administrator, url)
    assert [sql for sql in asked if '"depth" = 1' in sql]
    assert not [sql for sql in asked if reads_all(sql)]


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("wagtailadmin_explore_root", {}),
        ("wagtailadmin_choose_page", {}),
        ("wagtailadmin_reports:workflow", {}),
        ("wagtailadmin_reports:workflow_tasks", {}),
        ("wagtailadmin_reports:site_history", {}),
        ("wagtailadmin_pages:search", {"q": "хор"}),
        ("wagtailadmin_pages:copy", {}),
        ("wagtailadmin_pages:delete", {}),
        ("wagtailadmin_pages:add", {}),
    ],
)
def test_screens_of_the_admin_read_no_table_of_all_pages(client, administrator, name, query):
    edition = draft(title="Хор")
    statistics.gather()
    arguments = {
        "wagtailadmin_pages:copy": [edition.pk],
        "wagtailadmin_pages:delete": [edition.pk],
        "wagtailadmin_pages:add": ["news", "articlepage", edition.get_parent().pk],
    }
    url = reverse(name, args=arguments.get(name, []))
    asked = asked_of(client, administrator, f"{url}?{urlencode(query)}")
    assert not [sql for sql in asked if reads_all(sql)]


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("name", ["wagtailimages:index", "wagtailimages_chooser:choose"])
def test_newest_photos_are_found_by_an_index(client, administrator, name):
    PhotoFactory()
    asked = asked_of(client, administrator, reverse(name))
    lists = [sql for sql in asked if '"news_photo"."created_at" DESC' in sql]
    assert lists
    assert not any("USE TEMP B-TREE FOR ORDER BY" in plan_of(sql) for sql in lists)


@pytest.mark.usefixtures("sqlite")
def test_home_reads_no_list_of_all_pages(client, administrator):
    released()
    asked = asked_of(client, administrator, reverse("wagtailadmin_home"))
    assert not [sql for sql in asked if "COUNT(" in sql and PAGES in sql]
    drafts = [
        sql for sql in asked if '"wagtailcore_revision"."user_id" =' in sql and "LIMIT 32" in sql
    ]
    assert drafts
    assert not any(sorts_or_scans(sql) for sql in drafts)
    assert not [sql for sql in asked if '"locked_by_id" =' in sql and reads_all(sql)]


def test_home_says_how_many_pages_there_are(client, administrator, editor):
    draft()
    for user in (administrator, editor):
        client.force_login(user)
        shown = client.get(reverse("wagtailadmin_home")).context["site_summary"]
        pages = next(item for item in shown.summary_items if isinstance(item, PagesSummary))
        total = Page.objects.filter(depth__gt=1).count()
        assert pages.get_context_data({})["total_pages"] == total
