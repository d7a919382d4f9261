"""Every way in which Wagtail and we change what is public."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from news.articles import releases, timetable, withdrawals
from news.articles.models import Address, ArticlePage, Notice
from tests.desk.conftest import edit_url, typed
from tests.factories import UserFactory, draft, released


def again(edition: ArticlePage) -> ArticlePage:
    """Return the edition as the database has it."""
    return ArticlePage.objects.get(pk=edition.pk)


def post(client, name: str, *args: Any, data: dict[str, Any] | None = None):
    """Post to an admin view as a superuser."""
    client.force_login(UserFactory(is_superuser=True))
    return client.post(reverse(name, args=args), data or {})


def publish_revision(edition, client):
    edition.title = "Новый заголовок"
    edition.save_revision().publish()


def publish_page(edition, client):
    edition.title = "Новый заголовок"
    revision = edition.save_revision()
    edition.publish(revision)


def publish_due(edition, client):
    revision = edition.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.save()
    timetable.publish_due()


def publish_command(edition, client):
    revision = edition.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.save()
    call_command("publish_scheduled")


def bulk_publish(edition, client):
    if edition.live:
        edition.title = "Новый заголовок"
    edition.save_revision()
    post_bulk(client, "publish", edition)


def post_bulk(client, action: str, edition, **data: str):
    client.force_login(UserFactory(is_superuser=True))
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    return client.post(f"{url}?id={edition.pk}", {"include_descendants": "on", **data})


def bulk_withdraw(edition, client):
    post_bulk(client, "unpublish", edition, reason="Цифры были неверны.")


def bulk_delete(edition, client):
    post_bulk(client, "delete", edition)


def delete_view(edition, client):
    post(client, "wagtailadmin_pages:delete", edition.pk)


def edit_form(edition, client):
    client.force_login(UserFactory(is_superuser=True))
    asked = {"release_kind": "update"} if edition.live else {}
    form = typed(title="Новый заголовок", **{"action-publish": "1"}, **asked)
    client.post(edit_url(edition), form)


def workflow(edition, client):
    author, approver = UserFactory(), UserFactory(is_superuser=True)
    edition.save_revision(user=author)
    state = edition.get_workflow().start(edition, author)
    state.current_task_state.task.specific.on_action(state.current_task_state, approver, "approve")


def admin_api(action: str, edition, client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    if action == "publish":
        edition.save_revision()
    url = reverse("wagtailadmin_api:pages:action", args=[edition.pk, action])
    client.post(url, {}, content_type="application/json")


def publish_by_api(edition, client):
    admin_api("publish", edition, client)


def unpublish_by_api(edition, client):
    admin_api("unpublish", edition, client)


def delete_by_api(edition, client):
    admin_api("delete", edition, client)


def revert(edition, client):
    first = edition.revisions.order_by("pk").first()
    first.as_object().save_revision(previous_revision=first).publish(previous_revision=first)


def unpublish_page(edition, client):
    edition.unpublish()


def unpublish_bare_page(edition, client):
    Page.objects.get(pk=edition.pk).unpublish()


def withdraw(edition, client):
    withdrawals.withdraw([edition], "Цифры были неверны.")


def delete_edition(edition, client):
    edition.delete()


def delete_bare_page(edition, client):
    Page.objects.get(pk=edition.pk).delete()


def delete_queryset(edition, client):
    ArticlePage.objects.filter(pk=edition.pk).delete()


def change_address(edition, client):
    releases.change_address(edition, "drugoi-adres")


def change_slug_of_bare_page(edition, client):
    page = Page.objects.get(pk=edition.pk)
    page.slug = "drugoi-adres"
    page.save()


def save_live_text(edition, client):
    edition.lead = "Другой лид."
    edition.save()


@dataclass(frozen=True)
class Way:
    """A way to change a public edition and the notice it owes."""

    begin: Callable[..., ArticlePage]
    act: Callable[..., None]
    kind: str

    def __str__(self) -> str:
        return f"{self.begin.__name__}-{self.act.__name__}"


def restored_draft() -> ArticlePage:
    edition = released()
    withdrawals.withdraw([edition], "Проверяем.")
    return again(edition)


WAYS = [
    *(
        Way(draft, act, "released")
        for act in (
            publish_revision,
            publish_page,
            publish_due,
            publish_command,
            bulk_publish,
            edit_form,
            workflow,
            publish_by_api,
        )
    ),
    *(
        Way(released, act, "updated")
        for act in (
            publish_revision,
            publish_page,
            publish_due,
            publish_command,
            bulk_publish,
            edit_form,
            workflow,
            publish_by_api,
            revert,
            save_live_text,
        )
    ),
    *(Way(restored_draft, act, "restored") for act in (publish_revision, publish_due)),
    *(
        Way(released, act, "withdrawn")
        for act in (
            unpublish_page,
            unpublish_bare_page,
            withdraw,
            delete_edition,
            delete_bare_page,
            delete_queryset,
            bulk_withdraw,
            bulk_delete,
            delete_view,
            unpublish_by_api,
            delete_by_api,
        )
    ),
    *(Way(released, act, "moved") for act in (change_address, change_slug_of_bare_page)),
]


def public_state(edition) -> Any:
    """Return all that the outside could know of an edition."""
    return (
        list(
            ArticlePage.objects.filter(pk=edition.pk).values(
                "live",
                "title",
                "lead",
                "url_path",
                "live_revision_id",
                "released_at",
                "changed_at",
                "withdrawn_at",
                "version",
            )
        ),
        list(Address.objects.order_by("pk").values()),
        list(Notice.objects.values()),
    )
