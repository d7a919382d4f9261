"""Choosers speak the language of whoever looks, whichever the process spoke first."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from news.articles.blocks import QuoteBlock
from news.people.choosers import position_chooser
from tests.factories import PositionFactory

pytestmark = pytest.mark.django_db


def test_speaker_is_chosen_in_the_language_of_the_admin():
    widget = QuoteBlock().child_blocks["speaker"].widget

    with override("ru"):
        russian = str(widget.choose_one_text)
    with override("fr"):
        french = str(widget.choose_one_text)

    assert russian != french


def test_tab_of_the_search_follows_the_language():
    with override("en"):
        english = str(position_chooser.search_tab_label)
    with override("ru"):
        assert str(position_chooser.search_tab_label) != english


def test_position_is_found_whatever_the_case(desk):
    PositionFactory(title_ru="Директор", person__name_ru="Лунина")
    url = reverse(position_chooser.get_url_name("choose_results"))

    assert "Лунина" in desk.get(url, {"q": "лунина"}).content.decode()
