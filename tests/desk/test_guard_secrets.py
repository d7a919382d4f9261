"""A French translator reads and writes nothing that is not hers, at any address of the admin.

Every pattern of the admin is walked. One whose address or parameters are new fails
`test_every_pattern_is_walked` until it is said here what its parameters could betray.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from wagtail.models import Collection, Locale, Site, Task, Workflow
from wagtail.models import Comment as Remark

from news.articles import releases, tree, withdrawals
from news.articles.ledger import NoticeKind
from news.articles.models import ArticlePage, Notice
from news.comments.models import Comment
from news.desk import assignments
from news.desk.models import Message, Term
from news.newsroom.models import NewsroomSettings
from news.partners import invitations
from news.partners.models import Partner
from news.people.models import Role
from news.push.copies.models import GivenBy
from news.push.copies.noting import note
from news.push.models import Delivery
from tests.desk.conftest import typed
from tests.factories import (
    OrganisationFactory,
    PaperFactory,
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    UserFactory,
    draft,
    released,
    released_translation,
    translated,
)
from tests.partners.conftest import take
from tests.push.hub.conftest import hub_subscription

pytestmark = pytest.mark.django_db

MARK = "zqxvjkwq"
COMMON = "слон"
# Written by any visit: that she was here, and small photos that were cut for her.
HERS = frozenset(
    {
        "sessions.Session",
        "wagtailadmin.EditingSession",
        "wagtailusers.UserProfile",
        "news.Rendition",
    }
)


@dataclass
class Secrets:
    """What she may not know of, and the things it hangs on."""

    arabic: ArticlePage
    embargoed: ArticlePage
    public: ArticlePage
    colleague: Any
    values: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def pages(self) -> list[int]:
        """The texts she may not read, the lists they stand in, and the original she may."""
        indexes = [tree.news_index("ar").pk, tree.news_index("ru").pk, tree.front_page("ar").pk]
        return [self.arabic.pk, self.embargoed.pk, *indexes]


@pytest.fixture
def secrets(settings, tmp_path) -> Secrets:
    settings.MEDIA_ROOT = tmp_path
    colleague = UserFactory(
        username="karim", email=f"{MARK}karim@example.org", groups=["Translators ar"]
    )
    person = PersonFactory(user=colleague, slug="karim", name_ru="Карим")
    public = released(title="Открытый заголовок", section=SectionFactory(), authors=[person])
    arabic = translated(
        public,
        "ar",
        title=f"{MARK}arabic title",
        text=f"<p>{MARK}arabic text {COMMON}</p>",
        by=colleague,
    )
    arabic = ArticlePage.objects.get(pk=arabic.pk)
    assignments.ask(public.story, "ar", by=UserFactory(groups=["Editors"]), note=f"{MARK}wish")
    Remark.objects.create(
        page=arabic, user=colleague, text=f"{MARK}remark", contentpath="title", position=""
    )
    arabic.get_workflow().start(arabic, colleague)
    embargoed = draft(
        title=f"{MARK}embargoed title", text=f"<p>{MARK}embargoed text {COMMON}</p>", slug="later"
    )
    embargoed.story.embargo_until = timezone.now() + timedelta(days=1)
    embargoed.story.save()
    releases.schedule(embargoed, timezone.now() + timedelta(days=2))
    embargoed = ArticlePage.objects.get(pk=embargoed.pk)
    photo = PhotoFactory(title="Фото")
    reader = Comment.objects.create(
        story=public.story, language="ru", name=f"{MARK}reader", text=f"{MARK}opinion"
    )
    NewsroomSettings.load()
    taker = take("ru:all", name=f"{MARK}partner", note=f"{MARK}note")
    invited = Partner.objects.create(name=f"{MARK}invited")
    invitations.invite(invited)
    kept = Secrets(arabic, embargoed, public, colleague)
    revisions = [arabic.latest_revision_id, embargoed.latest_revision_id]
    state = arabic.current_workflow_state
    kept.values = {
        "page": kept.pages,
        "revision": revisions,
        "task_state": [state.current_task_state_id],
        "workflow_state": [state.pk],
        "story": [public.story_id, embargoed.story_id],
        "user": [colleague.pk],
        "group": [Group.objects.first().pk],
        "person": [person.pk],
        "organisation": [OrganisationFactory().pk],
        "role": [Role.objects.first().pk],
        "section": [public.section_id],
        "topic": [TopicFactory().pk],
        "licence": [photo.licence_id],
        "image": [photo.pk],
        "document": [PaperFactory(title="Документ").pk],
        "term": [Term.objects.create(wording_ru="хор").pk],
        "message": [Message.objects.filter(person=colleague).first().pk],
        "comment": [reader.pk],
        "locale": [Locale.objects.get(language_code="ar").pk],
        "site": [Site.objects.get().pk],
        "collection": [Collection.get_first_root_node().pk],
        "workflow": [Workflow.objects.first().pk],
        "task": [Task.objects.first().pk],
        "settings": [NewsroomSettings.objects.get().pk],
        "partner": [taker.subscription.partner_id],
        "subscription": [taker.subscription.pk],
        "key": [taker.subscription.tokens.get().pk],
        "delivery": [
            Delivery.objects.create(
                notice=Notice.objects.last(), subscription=taker.subscription, urn=public.urn
            ).pk
        ],
        "copy": [note(invited, public.urn, f"https://{MARK}.example/", GivenBy.PAGE).pk],
        "withdrawal": [_taken_back(invited).pk],
        "subscriber": [hub_subscription(taker.subscription.tokens.get(), f"{MARK}host").pk],
        "invited": [invited.pk],
        "invitation": [invited.invitations.get().pk],
        "none": [1],
    }
    return kept


def _taken_back(partner: Partner) -> Notice:
    """Return the withdrawal of a text of another language, which a partner shows."""
    edition = released("ar", title="عنوان مسحوب")
    note(partner, edition.urn, f"https://{MARK}.example/", GivenBy.PAGE)
    withdrawals.withdraw([edition], "خطأ.")
    return Notice.objects.get(urn=edition.urn, kind=NoticeKind.WITHDRAWN)


# What a parameter of an address means, by where the address begins; the longest counts.
MEANS: dict[str, dict[str, str]] = {
    "admin/": {},
    "admin/api/main/^pages/": {"pk": "page"},
    "admin/api/main/^documents/": {"pk": "document"},
    "admin/api/main/^images/": {"pk": "image"},
    "admin/pages/": {"pk": "page", "revision_id_a": "revision", "revision_id_b": "revision"},
    "admin/collections/": {"pk": "collection"},
    "admin/workflows/": {"pk": "workflow"},
    "admin/workflows/tasks/": {"pk": "task"},
    "admin/people/": {"pk": "person"},
    "admin/partners/": {"pk": "subscription", "key": "key", "delivery": "delivery"},
    "admin/partners/health/": {"pk": "partner"},
    "admin/partners/invitations/": {"pk": "invited", "invitation": "invitation"},
    "admin/websub/": {"pk": "subscriber"},
    "admin/troubles/": {"pk": "none"},
    "admin/editions/": {"pk": "page"},
    "admin/copies/": {"pk": "page", "copy": "copy"},
    "admin/withdrawals/": {"sequence": "withdrawal"},
    "admin/messages/": {"pk": "message"},
    "admin/workbench/": {"pk": "page"},
    "admin/settings/": {"pk": "settings"},
    **{
        f"admin/snippets/{verb}news/{noun}/": {"pk": noun}
        for verb in ("", "choose/")
        for noun in (
            "person",
            "organisation",
            "role",
            "section",
            "topic",
            "licence",
            "term",
            "partner",
            "subscription",
        )
    },
    "admin/position_chooser/": {"pk": "none"},
    "admin/story_chooser/": {"pk": "story"},
    "admin/comments/": {"pk": "comment"},
    "admin/locales/": {"pk": "locale"},
    "admin/users/": {"pk": "user"},
    "admin/groups/": {"pk": "group"},
    "admin/sites/": {"pk": "site"},
    "admin/documents/chooser/": {"pk": "document"},
    "admin/images/chooser/": {"pk": "image"},
}
# Parameters that mean the same wherever they stand.
ALWAYS = {
    "page_id": "page",
    "parent_page_id": "page",
    "page_to_move_id": "page",
    "destination_id": "page",
    "page_pk": "page",
    "revision_id": "revision",
    "task_state_id": "task_state",
    "workflow_state_id": "workflow_state",
    "workflow_pk": "workflow",
    "task_id": "task",
    "collection_id": "collection",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "uploaded_file_id": "none",
    "redirect_id": "none",
    "session_id": "none",
    "story": "story",
    "object_id": "page",
}
WORDS: dict[str, list[str]] = {
    "language": ["ar", "ru"],
    "action_name": ["publish", "unpublish", "delete", "copy", "approve", "create_alias"],
    "action": ["publish", "unpublish", "delete", "move"],
    "app_label": ["wagtailcore", "news"],
    "app_name": ["news"],
    "model_name": ["page", "articlepage", "newsroomsettings", "person"],
    "content_type_app_name": ["news"],
    "content_type_model_name": ["articlepage"],
    "filter_spec": ["original"],
    "uidb64": ["MQ"],
    "token": ["a-b"],
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
ASKED = ["", f"?{urlencode({'q': COMMON})}", "?export=csv", "?export=xlsx"]
OF_THE_API = [f"?{urlencode({'search': COMMON})}", "?fields=*", "?for_explorer=1&fields=*"]


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Return every pattern of the admin."""
    for entry in (resolver or get_resolver()).url_patterns:
        whole = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, whole)
        elif isinstance(entry, URLPattern) and whole.startswith("admin/"):
            yield whole


def meaning(pattern: str, name: str) -> str:
    """Return what a parameter stands for; raise `KeyError` where nobody has said."""
    if name in ALWAYS:
        return ALWAYS[name]
    begins = max((each for each in MEANS if pattern.startswith(each)), key=len)
    return MEANS[begins][name]


def parameters(pattern: str) -> list[str]:
    return [one or other for one, other in PARAMETER.findall(pattern)]


def addresses(pattern: str, secrets: Secrets) -> Iterator[str]:
    """Return the addresses of a pattern at which there is something to betray."""
    names = parameters(pattern)
    choices = [WORDS.get(each) or secrets.values[meaning(pattern, each)] for each in names]
    for chosen in product(*choices):
        filled = iter(chosen)
        text = PARAMETER.sub(lambda _found: str(next(filled)), pattern)  # noqa: B023
        text = re.sub(r"[\^$\\]|\(\?:|\)\?|[()]", "", text).replace(".*/", "nowhere/")
        yield f"/{text}"


def queries(pattern: str, secrets: Secrets) -> list[str]:
    if "/api/" in pattern:
        return ["", *OF_THE_API]
    if pattern.startswith("admin/bulk/"):
        return [f"?id={secrets.arabic.pk}&id={secrets.embargoed.pk}"]
    return ASKED if not parameters(pattern) or "results" in pattern else [""]


def told(response: HttpResponseBase) -> str:
    """Return all that an answer says, a spreadsheet unpacked."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(content))
        content = b"".join(book.read(name) for name in book.namelist())
    return f"{response.headers} {content.decode('utf-8', 'replace')}"


def test_every_pattern_is_walked():
    unknown = set()
    for pattern in patterns():
        for name in parameters(pattern):
            try:
                WORDS.get(name) or meaning(pattern, name)
            except KeyError:
                unknown.add((pattern, name))
    assert unknown == set()


CHOOSERS = [
    "/admin/choose-page/{index}/",
    "/admin/choose-page/?page_type=news.articlepage",
    "/admin/choose-page/search/?q=zqxvjkwq",
    "/admin/choose-page/search/?q=عنوان",
    "/admin/api/main/pages/{page}/?fields=*",
    "/admin/pages/{index}/",
    "/admin/pages/search/?q=عنوان",
    "/admin/pages/{page}/usage/",
    "/admin/",
]


@pytest.fixture
def public_arabic(db) -> ArticlePage:
    """A public edition of another language, whose next headline is nobody's affair yet."""
    edition = released_translation(released(), "ar", title="عنوان")
    edition.title = f"{MARK} عنوان"
    edition.save_revision()
    return ArticlePage.objects.get(pk=edition.pk)


@pytest.fixture
def translator(translator_fr) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(translator_fr)
    return client


def betrayed(response: HttpResponseBase, asked: str) -> Iterator[str]:
    """Say what an answer gives away."""
    text = told(response)
    if MARK in text:
        at = text.index(MARK)
        yield f"{asked} says {text[max(at - 80, 0) : at + 60]!r}"


def test_no_address_of_the_admin_gives_away_a_secret(secrets, translator):
    faults = []
    for pattern in patterns():
        if pattern == "admin/logout/":
            continue
        for address in addresses(pattern, secrets):
            for query in queries(pattern, secrets):
                asked = f"{address}{query}"
                faults += betrayed(translator.get(asked), asked)
    assert not faults, "\n".join(faults)


def everything() -> dict[str, Any]:
    """Return all rows of the database but those that any visit writes."""
    kept = {}
    for model in apps.get_models():
        label = model._meta.label
        if label not in HERS and not model._meta.proxy and model._meta.managed:
            rows = model._base_manager.order_by("pk").values()
            kept[label] = [{**row, "last_login": None} for row in rows]
    return kept


def forms(secrets: Secrets) -> list[dict[str, Any]]:
    """Return what could be posted where something is to be changed."""
    return [
        {},
        {
            **typed(title="Чужая рука", **{"action-publish": "1"}),
            "reason": "Чужая рука",
            "name": "Чужая рука",
            "note": "Чужая рука",
            "chooser": tree.news_index("fr").pk,
            "until": "",
        },
    ]


def test_no_address_of_the_admin_lets_her_change_a_secret(secrets, translator):
    before, faults = everything(), []
    for pattern in patterns():
        if pattern == "admin/logout/":
            continue
        for address in addresses(pattern, secrets):
            for form in forms(secrets):
                query = queries(pattern, secrets)[0]
                with transaction.atomic():
                    faults += betrayed(translator.post(f"{address}{query}", form), address)
    after = everything()
    changed = {label for label in before if before[label] != after[label]}
    assert not faults, "\n".join(faults)
    assert changed == set()


def test_headline_in_waiting_is_not_offered_with_a_public_page(public_arabic, translator):
    found = []
    for address in CHOOSERS:
        asked = address.format(index=tree.news_index("ar").pk, page=public_arabic.pk)
        found += betrayed(translator.get(asked), asked)
    asked = "/admin/choose-external-link/"
    form = {"external-link-chooser-url": public_arabic.full_url}
    form["external-link-chooser-link_text"] = "x"
    found += betrayed(translator.post(asked, form), asked)
    assert not found, "\n".join(found)


def test_public_page_of_another_language_is_offered(translator):
    public = released_translation(released(), "ar", title="Arabic headline")
    shown = translator.get(f"/admin/choose-page/{public.get_parent().pk}/")
    assert "Arabic headline" in told(shown)


def test_walk_would_see_what_is_told(secrets, chief):
    client = Client()
    client.force_login(chief)
    pages = [
        f"/admin/pages/{secrets.arabic.pk}/edit/",
        f"/admin/users/edit/{secrets.colleague.pk}/",
    ]
    for address in [*pages, f"/admin/pages/{secrets.embargoed.pk}/history/"]:
        assert list(betrayed(client.get(address), address))
