"""A term of the glossary: how the newsroom writes it in each language."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from news.desk.glossary.wordings import LONGEST_NOTE, LONGEST_WORDING, NOTE, faults, isolated
from news.newsroom.generation import GLOSSARY, mark
from news.newsroom.languages import codes, exact, localized
from news.newsroom.text import fold


class TermQuerySet(models.QuerySet):
    """Terms, and where their words stand."""

    def saying(self, query: str) -> "TermQuerySet":
        """Terms in which all these words stand, in any language or in the note."""
        terms = self
        for word in fold(query).split():
            terms = terms.filter(folded__contains=word)
        return terms

    def unwritten_in(self, language: str) -> "TermQuerySet":
        """Terms that nobody has put into a language yet."""
        column = build_localized_fieldname("wording", language)
        return self.filter(models.Q(**{column: ""}) | models.Q(**{f"{column}__isnull": True}))


class Term(models.Model):
    """A term or a name, worded in one language at least.

    It is known by its wording in the first of the newsroom's languages in which it has one,
    whatever its capitals: a spreadsheet that is imported twice changes terms, and doubles none.
    """

    wording = models.CharField(gettext_lazy("term"), max_length=LONGEST_WORDING, blank=True)
    note = models.CharField(
        gettext_lazy("note"),
        max_length=LONGEST_NOTE,
        blank=True,
        default="",
        help_text=gettext_lazy("What the translator should know, such as what not to write."),
    )
    # Casefolding makes some letters two.
    key = models.CharField(max_length=2 * LONGEST_WORDING + 20, unique=True, editable=False)
    folded = models.TextField(editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("term")
        verbose_name_plural = gettext_lazy("glossary")
        ordering = ["key"]

    def __str__(self) -> str:
        return localized(self, "wording", codes()[0]).text

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the term unless the glossary has it; whoever comes second waits, and is told."""
        mark(GLOSSARY)
        self.settle()
        self.refuse_double()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """Work out what the term is known and found by."""
        self.key = next(iter(keys(self.wordings())), "")
        self.folded = fold(" ".join([*self.wordings().values(), self.note]))

    def clean(self) -> None:
        """Refuse what can't be a wording, beside the field in which it stands."""
        super().clean()
        found: dict[str, list[str]] = {}
        for code, sentence in faults(self.wordings(), self.note):
            column = build_localized_fieldname("wording", code) if code not in ("", NOTE) else code
            found.setdefault(column or "__all__", []).append(sentence)
        if found:
            raise ValidationError(found)
        self.settle()
        self.refuse_double()

    def refuse_double(self) -> None:
        """Refuse a term that the glossary has already."""
        if Term.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError(
                _("“%(term)s” is in the glossary already. Look for it there, and change it.")
                % {"term": isolated(str(self))}
            )

    def wordings(self) -> dict[str, str]:
        """Return the wording in each language, empty where there is none."""
        return {code: exact(self, "wording", code) for code in codes()}

    def write(self, wordings: dict[str, str]) -> None:
        """Take over the wordings that are not empty."""
        for code, wording in wordings.items():
            if wording:
                setattr(self, build_localized_fieldname("wording", code), wording)


def keys(wordings: dict[str, str]) -> Iterable[str]:
    """Return what terms with one of these wordings may be known by, the first language first."""
    for code in codes():
        if wording := wordings.get(code):
            yield f"{code}:{' '.join(unicodedata.normalize('NFC', wording).casefold().split())}"


def forget(**_kwargs: object) -> None:
    """Let no process go on hinting at a term that is being deleted."""
    mark(GLOSSARY)
