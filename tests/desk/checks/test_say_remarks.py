"""A remark is a sentence; what it quotes is bold and keeps its own direction."""

import pytest
from django.utils import translation

from news.desk.checks.remarks import Doubt, Remark
from news.desk.checks.sentences import sentence

SAID = {
    "figures of both": (
        Remark(Doubt.FIGURES, ("2018", "17:00"), ("2017", "18:00")),
        "The translation has <b><bdi>2017</bdi></b> and <b><bdi>18:00</bdi></b>, "
        "the original <b><bdi>2018</bdi></b> and <b><bdi>17:00</bdi></b>.",
    ),
    "figures of the original": (
        Remark(Doubt.FIGURES, ("26", "7", "8")),
        "The original has <b><bdi>26</bdi></b>, <b><bdi>7</bdi></b> and <b><bdi>8</bdi></b>, "
        "the translation does not.",
    ),
    "dates of the translation": (
        Remark(Doubt.DATES, (), ("21 نوفمبر",)),
        "The translation has <b><bdi>21 نوفمبر</bdi></b>, the original does not.",
    ),
    "links": (
        Remark(Doubt.LINKS, ("https://a.org",), ("https://b.org",)),
        "The translation links to <b><bdi>https://b.org</bdi></b>, "
        "the original to <b><bdi>https://a.org</bdi></b>.",
    ),
    "name written otherwise": (
        Remark(Doubt.NAMES, ("Николай Арсеньев",), note="نيكولاي أرسينييف"),
        "The newsroom writes <b><bdi>Николай Арсеньев</bdi></b> as "
        "<b><bdi>نيكولاي أرسينييف</bdi></b>; the translation does not.",
    ),
    "name not written yet": (
        Remark(Doubt.NAMES, ("Николай Арсеньев",)),
        "The newsroom has not written <b><bdi>Николай Арсеньев</bdi></b> in this language yet.",
    ),
    "name of the translation": (
        Remark(Doubt.NAMES, only_target=("Anna Mar",)),
        "The translation names <b><bdi>Anna Mar</bdi></b>, the original does not.",
    ),
    "language": (
        Remark(Doubt.LANGUAGE, note="ru"),
        "This is still in the language of the original: <b><bdi>Русский</bdi></b>.",
    ),
    "caption": (Remark(Doubt.CAPTION, note="caption"), "The caption is not translated yet."),
    "alternative text": (
        Remark(Doubt.CAPTION, note="alt"),
        "The alternative text is not translated yet. Without it the translation can be saved, "
        "but not released.",
    ),
    "empty": (Remark(Doubt.EMPTY), "Not translated yet."),
    "same": (Remark(Doubt.SAME), "The same words as in the original."),
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_remark_is_said_in_words(case):
    remark, words = case
    assert sentence(remark) == words


def test_every_doubt_has_its_sentence():
    assert {remark.doubt for remark, _words in SAID.values()} == set(Doubt)


def test_what_is_quoted_cannot_be_markup():
    said = sentence(Remark(Doubt.LINKS, ("<script>%(x)s",)))
    assert "&lt;script&gt;%(x)s" in said
    assert "<script" not in said
    assert hasattr(said, "__html__")
