"""The generation of a language: raised by whatever changes what readers could be shown."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F

# Rows beside the languages: for what many pages show (people, photos, sections, settings …), for
# the terms that translators are reminded of, for the keys and terms of partners, and for what
# trusted partners have before its release.
SHARED, GLOSSARY, PARTNERS, ADVANCES = "shared", "glossary", "partners", "advances"


class Generation(models.Model):
    """A number per language; ready bytes made under an older one are stale."""

    language = models.CharField(max_length=10, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.language} {self.number}"


def raise_generation(*languages: str) -> None:
    """Raise the generation of these languages, of all where none is named.

    Call it inside the transaction of the change that it announces.
    """
    for code in languages or [code for code, _name in settings.LANGUAGES]:
        if not Generation.objects.filter(language=code).update(number=F("number") + 1):
            Generation.objects.get_or_create(language=code, defaults={"number": 1})


def generation(language: str) -> int:
    """Return the present generation of the language, 0 before anything was released."""
    return (
        Generation.objects.filter(language=language).values_list("number", flat=True).first() or 0
    )


def mark_shared() -> None:
    """Write that something has changed which many pages show, inside its transaction."""
    mark(SHARED)


def mark(row: str) -> None:
    """Draw a new number for what is kept under this row, inside the transaction of the change.

    It is drawn, not counted: one that a rollback has taken back never returns, so what was
    kept under it is never taken for something later.
    """
    number = secrets.randbits(62)
    if not Generation.objects.filter(language=row).update(number=number):
        Generation.objects.update_or_create(language=row, defaults={"number": number})


def generations(*beside: str) -> dict[str, int]:
    """Return the present generation of every language that has one, and of rows beside them."""
    others = {SHARED, GLOSSARY, PARTNERS, ADVANCES}.difference(beside)
    rows = Generation.objects.exclude(language__in=others)
    return dict(rows.values_list("language", "number"))
