"""The channels that a subscription may choose among, in the words of the desk."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import pgettext

from news.articles.models import Section, Topic
from news.newsroom.languages import AUTONYMS
from news.newsroom.models import NewsroomSettings
from news.syndication.channels import ALL

Choices = list[tuple[str, str]]


def choices(language: str, subjects: Iterable[Section | Topic]) -> Choices:
    """Return the channels of a language: everything, and each of the subjects."""
    return [
        (f"{language}:{ALL}", pgettext("channel", "Everything")),
        *(
            (f"{language}:{each.kind}:{each.pk}", each.name_in(language).text or each.slug)
            for each in subjects
        ),
    ]


def grouped_choices(*, whole: bool) -> list[tuple[str, Choices]]:
    """Return the channels of all active languages, each language under its own name.

    Those of people aren't among them: they are too many. With `whole` there is a choice of
    everything in a language, too.
    """
    subjects = [*Section.objects.all(), *Topic.objects.all()]
    return [
        (AUTONYMS.get(code, code), choices(code, subjects)[0 if whole else 1 :])
        for code in NewsroomSettings.load().languages()
    ]


class ChannelsField(forms.MultipleChoiceField):
    """A choice of channels; what is chosen already and isn't offered any more stays a choice."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, *, whole: bool, chosen: Iterable[str]) -> None:
        """Set the choices as they are now."""
        groups = grouped_choices(whole=whole)
        offered = {value for _name, group in groups for value, _label in group}
        gone = [(value, value) for value in chosen if value not in offered]
        self.choices = [*groups, *gone]
