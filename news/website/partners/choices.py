"""The channels that a partner chooses among, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from news.articles.models import Section
from news.newsroom.languages import Localized
from news.newsroom.phrases import autonym
from news.partners.endpoints import validate_endpoint
from news.partners.models import Subscription, Way
from news.partners.rhythm import WEEKS, counts
from news.partners.setting_up import is_taken
from news.syndication.channels import ALL, KINDS
from news.website.frame import Frame
from news.website.partners.visits import Visit
from news.website.tongues import Tongue, tongue

Name = str | SafeString


@dataclass(frozen=True, slots=True)
class Option:
    """One channel; `rhythm` says how much it brings."""

    value: str
    name: Name
    rhythm: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The channels of one language; an open one is seen at once."""

    tongue: Tongue
    options: list[Option]
    is_open: bool


class ChoicesForm(forms.Form):
    """What a partner has ticked, and how it wants to have it."""

    channels = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Choose one channel at least."),
            "invalid_choice": gettext_lazy("Choose channels from the list."),
        }
    )
    agree = forms.BooleanField(
        required=False,
        error_messages={
            "required": gettext_lazy("Please tick this: only then may we give you our texts.")
        },
    )
    # Left out, it stays what it was.
    way = forms.ChoiceField(choices=Way.choices, required=False)
    endpoint = forms.CharField(required=False, max_length=500)

    def __init__(
        self, sent, groups: list[Group], subscription: Subscription | None, *, must_agree: bool
    ):
        super().__init__(sent)
        self.subscription = subscription
        self.fields["channels"].choices = [
            (option.value, option.value) for group in groups for option in group.options
        ]
        self.fields["agree"].required = must_agree

    def clean_way(self) -> str:
        kept = self.subscription.way if self.subscription else Way.PULL
        return self.cleaned_data["way"] or kept

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("way") == Way.WEBHOOK and "endpoint" not in self.errors:
            self._check(cleaned["endpoint"])
        return cleaned

    def _check(self, endpoint: str) -> None:
        """Say what stands against sending to an address."""
        if not endpoint:
            self.add_error("endpoint", _("Write where your receiver is: we send to that address."))
        elif is_taken(endpoint, but=self.subscription):
            self.refuse_taken()
        else:
            try:
                validate_endpoint(endpoint)
            except forms.ValidationError as error:
                self.add_error("endpoint", error)

    def refuse_taken(self) -> None:
        """Say that something is sent to this address already."""
        (constraint,) = Subscription._meta.constraints
        self.add_error("endpoint", constraint.get_violation_error_message())


def groups(visit: Visit, frame: Frame, chosen: Iterable[str] | None = None) -> list[Group]:
    """Return what can be chosen, the partner's own language first.

    `chosen` is what was ticked, where that isn't what is kept. What the newsroom chose of
    topics, people or other languages stays a choice; what it left out is none.
    """
    subscription = visit.subscription
    kept = subscription.includes if subscription else []
    excluded = set(subscription.excludes) if subscription else set()
    sections = list(Section.objects.all())
    offered: dict[str, Localized] = {}
    for code in frame.active:
        offered[f"{code}:{ALL}"] = _everything(frame.language)
        for section in sections:
            offered[f"{code}:{Section.kind}:{section.pk}"] = _name(section, frame.language)
    beside = named((each for each in kept if each not in offered), frame.language)
    ticked = set(kept if chosen is None else chosen)
    brought = counts()
    found: dict[str, list[Option]] = {}
    for value, name in {**offered, **beside}.items():
        if value in excluded:
            continue
        rhythm = _rhythm(brought.get(value, 0), frame) if value in offered else ""
        option = Option(value, name.marked(frame.language), rhythm, value in ticked)
        found.setdefault(value.partition(":")[0], []).append(option)
    own_first = sorted(found, key=lambda code: code != visit.partner.language)
    return [
        Group(
            tongue(code),
            found[code],
            code == visit.partner.language or any(each.is_chosen for each in found[code]),
        )
        for code in own_first
    ]


def left_out(visit: Visit, frame: Frame) -> list[SafeString]:
    """Return what the newsroom has left out, each with its language."""
    excludes = visit.subscription.excludes if visit.subscription else []
    return [
        format_html(
            "{}: {}",
            Localized(autonym(code), code).marked(frame.language),
            name.isolated(frame.language),
        )
        for code, name in (
            (value.partition(":")[0], name)
            for value, name in named(excludes, frame.language).items()
        )
    ]


def named(channels: Iterable[str], language: str) -> dict[str, Localized]:
    """Return what channels are called; those of subjects that are gone are left out."""
    channels = list(channels)
    wanted: dict[str, set[int]] = {}
    for each in channels:
        _code, kind, *subject = each.split(":")
        if subject:
            wanted.setdefault(kind, set()).add(int(subject[0]))
    subjects = {kind: KINDS[kind].objects.in_bulk(pks) for kind, pks in wanted.items()}
    names = {}
    for each in channels:
        _code, kind, *subject = each.split(":")
        if not subject:
            names[each] = _everything(language)
        elif found := subjects[kind].get(int(subject[0])):
            names[each] = _name(found, language)
    return names


def _everything(language: str) -> Localized:
    return Localized(pgettext("channel", "Everything"), language)


def _name(subject, language: str) -> Localized:
    name = subject.name_in(language)
    return name if name.text else Localized(subject.slug, language)


def _rhythm(count: int, frame: Frame) -> str:
    """Say how much a channel brings: by the week, or all of three months where that is little."""
    weekly = round(count / WEEKS)
    if weekly:
        words = ngettext("about %(count)s text a week", "about %(count)s texts a week", weekly)
        return words % {"count": frame.calendar.number(weekly)}
    if count:
        words = ngettext(
            "%(count)s text in the last 90 days", "%(count)s texts in the last 90 days", count
        )
        return words % {"count": frame.calendar.number(count)}
    return _("no text in the last 90 days")
