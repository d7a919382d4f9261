"""Whatever is typed is read; nothing that stands in both texts is a doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.desk.checks.comparing import differing
from news.desk.checks.reading import Reading

LANGUAGES = ("ru", "en", "fr", "ar", "es", "de", "pt-br")
PIECES = st.sampled_from(
    [*"0123456789", *"0123456789", *" .,:-/'’()+%٫٬٣۴²½", "\u00a0", "\u202f", "\u200f"]
    + ["ноября", "may", "May", "تشرين الثاني", "/نوفمبر", "dieciséis", "vingt", "quatre", "hundert"]
    + ["млн", "bn", "mil", "ألفا", "Uhr", "h", "p.m.", "утра", "XIX", "IVI", "век", "-й", "İ", "ß"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_text_beside_itself_raises_no_doubt(language, text):
    ours, theirs = differing(Reading(text, language), Reading(text, language))
    assert (ours.figures, ours.dates, theirs.figures, theirs.dates) == ((), (), (), ())


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, other=TEXTS, language=st.sampled_from(LANGUAGES))
def test_what_is_told_is_as_written(text, other, language):
    ours, _theirs = differing(Reading(text, language), Reading(other, "en"))
    shown = Reading(text, language).shown
    assert all(each in shown and each for each in (*ours.figures, *ours.dates))


@given(text=st.text(max_size=60))
def test_letters_are_compared_one_by_one(text):
    reading = Reading(text, "ru")
    assert len(reading.plain) == len(reading.shown) == len(reading.without_addresses)
