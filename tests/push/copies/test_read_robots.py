"""What a server's robots.txt says is done, and what it can't say is taken for a no."""

import pytest

from news.push import destinations
from news.push.copies import robots
from news.push.copies.robots import UnknownRulesError
from tests.push.copies.web import Web, page

PLACE = destinations.read("https://soomedia.example/news/choir?page=2")
ADDRESS = "https://soomedia.example/robots.txt"


def allows(text: str, target: str = "/news/choir?page=2", **how: bool) -> bool:
    return robots.read(text.encode(), **how).allow(target)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /news/", False),
        ("User-agent: *\nDisallow: /news/choir$", True),
        ("User-agent: *\nDisallow: /other/", True),
        ("User-agent: Vestnik\nDisallow: /", False),
        ("user-agent: VESTNIK\ndisallow: /", False),
        ("User-agent: Googlebot\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: vestnik\nDisallow: /other/", True),
        ("User-agent: vestnik\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: a\nUser-agent: vestnik\nDisallow: /news", False),
        # The longest rule decides, whatever stands first; of two as long, the open one.
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nAllow: /\nDisallow: /news/", False),
        ("User-agent: *\nDisallow: /news/\nAllow: /news/", True),
        # Two groups of ours are one.
        ("User-agent: vestnik\nDisallow: /a\n\nUser-agent: vestnik\nDisallow: /news", False),
        # Signs that stand for others
        ("User-agent: *\nDisallow: /*?page=", False),
        ("User-agent: *\nDisallow: /*choir", False),
        ("User-agent: *\nDisallow: /*=2$", False),
        ("User-agent: *\nDisallow: /*=3$", True),
        ("User-agent: *\nDisallow: /news/*$", False),
        ("User-agent: *\nDisallow: *", False),
        ("User-agent: *\nDisallow: /n*w*s*x", True),
        # Rubbish
        ("\ufeffUser-agent: *\r\nDisallow: /news\r\n", False),
        ("<!doctype html><p>Not found</p>", True),
        ("Disallow: /", True),
        ("User-agent: *\nDisallow: //[x", False),
        ("User-agent: *\nCrawl-delay: ²", False),
    ],
)
def test_rules_are_read_as_the_standard_says(text, is_open):
    assert allows(text) is is_open


@pytest.mark.parametrize("rule", ["/новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"])
def test_paths_in_any_script_are_meant_either_way(rule):
    target = destinations.read("https://soomedia.example/новости/хор").target
    assert not allows(f"User-agent: *\nDisallow: {rule}", target)


def test_pattern_made_to_take_for_ever_takes_no_time():
    rule = "/" + "*a" * 5000
    assert allows(f"User-agent: *\nDisallow: {rule}b", "/" + "a" * 2000)


def test_huge_file_is_read_as_far_as_it_came():
    text = "User-agent: *\nDisallow: /news\n" + "# filler\n" * 1000 + "Allow: /news/choir"
    assert not allows(text, is_cut=True)
    assert allows(text)


def test_pause_between_questions_is_read():
    assert robots.read(b"User-agent: *\nCrawl-delay: 30\nDisallow: /x").delay == 30
    assert robots.read(b"User-agent: *\nCrawl-delay: " + b"9" * 400).delay > 10**9


def test_file_is_asked_for_once_a_day():
    web = Web({ADDRESS: "User-agent: *\nDisallow: /news"})
    assert robots.kept(PLACE) is None
    fetched = robots.fetch(PLACE, web.send)
    assert not fetched.allow(PLACE.target)
    assert robots.kept(PLACE) == fetched
    assert web.asked == [ADDRESS]
    # Another port is another server (RFC 9309, section 2.3).
    assert robots.kept(destinations.read("https://soomedia.example:8443/")) is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_a_file_all_is_open(status):
    assert robots.fetch(PLACE, Web({ADDRESS: status}).send).allow(PLACE.target)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_server_that_cannot_say_is_left_alone_and_asked_anew(status):
    with pytest.raises(UnknownRulesError) as caught:
        robots.fetch(PLACE, Web({ADDRESS: status}).send)
    assert caught.value.status == status
    assert robots.kept(PLACE) is None


def test_server_that_does_not_answer_is_left_alone():
    with pytest.raises(UnknownRulesError) as caught:
        robots.fetch(PLACE, Web({ADDRESS: "timeout"}).send)
    assert caught.value.fault == "timeout"


def test_file_that_has_moved_is_found():
    moved = "https://www.soomedia.example/robots.txt"
    web = Web(
        {
            ADDRESS: page("", 301, location="//www.soomedia.example/robots.txt"),
            moved: "User-agent: *\nDisallow: /",
        }
    )
    assert not robots.fetch(PLACE, web.send).allow("/")
    assert web.asked == [ADDRESS, moved]


def test_file_that_is_sent_round_in_a_circle_is_given_up():
    web = Web({ADDRESS: page("", 302, location="/robots.txt")})
    assert robots.fetch(PLACE, web.send).allow("/")
    assert len(web.asked) == 1 + robots.MOST_HOPS
