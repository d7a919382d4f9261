"""Requests that no view should have to think of."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from news.newsroom.requests import replace_nul


@pytest.mark.parametrize(
    "address", ["/ru/feeds/%00.rss", "/ru/news/%00/", "/photos/%00/a.jpg", "/%00"]
)
def test_nul_in_an_address_never_reaches_the_database(address):
    seen = replace_nul(lambda request: HttpResponse(request.path_info + request.path))
    shown = seen(RequestFactory().get(address)).content.decode()
    assert "\0" not in shown
    assert "\N{REPLACEMENT CHARACTER}" in shown


def test_nul_in_a_query_never_reaches_the_database():
    seen = replace_nul(lambda request: HttpResponse(request.GET["q"]))
    assert seen(RequestFactory().get("/ru/search/?q=a%00b")).content.decode() == "a\ufffdb"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/ru/search/?q=%00", "/ru/news/?page=%00", "/ru/topics/%00/", "/%00"]
)
def test_nul_is_answered_without_a_fault(client, address):
    assert client.get(address).status_code in {200, 302, 404}
