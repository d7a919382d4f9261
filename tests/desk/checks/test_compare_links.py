"""Addresses are compared by where they lead."""

import pytest

from news.desk.checks.links import differing

AGREEING = {
    "same": (["https://example.org/a"], ["https://example.org/a"]),
    "trailing slash": (["https://example.org/a/"], ["https://example.org/a"]),
    "other order": (["https://a.org", "https://b.org"], ["https://b.org/", "https://a.org"]),
    "http and www": (["http://www.example.org/a"], ["https://example.org/a"]),
    "escapes": (["https://example.org/хор"], ["https://example.org/%D1%85%D0%BE%D1%80"]),
    "telephone": (["tel:+216 71 234-567"], ["tel:+21671234567"]),
    "own page, language prefix": (["/ru/about/"], ["/fr/about/"]),
    "own edition, its own slug": (["/ru/news/хор/"], ["/fr/news/choeur/"]),
    "own site in full": (["https://most.tn/ru/news/хор/"], ["https://most.tn/fr/news/choeur/"]),
    "encyclopedia": (
        ["https://ru.wikipedia.org/wiki/Хор"],
        ["https://fr.wikipedia.org/wiki/Chœur"],
    ),
    "none": ([], []),
}
DIFFERING = {
    "lost": (["https://a.org/x"], [], ("https://a.org/x",), ()),
    "added": ([], ["https://a.org/x"], (), ("https://a.org/x",)),
    "other": (["https://a.org/x"], ["https://a.org/y"], ("https://a.org/x",), ("https://a.org/y",)),
    "query": (["https://a.org/?n=1"], ["https://a.org/?n=2"], ("https://a.org/?n=1",),
              ("https://a.org/?n=2",)),
    "one of two editions": (["/ru/news/a/", "/ru/news/b/"], ["/fr/news/c/"], ("/ru/news/b/",), ()),
    "left at the original's edition": (["/ru/news/a/"], ["/ru/news/b/"], ("/ru/news/a/",),
                                       ("/ru/news/b/",)),
    "letter": (["mailto:a@b.org"], ["mailto:c@b.org"], ("mailto:a@b.org",), ("mailto:c@b.org",)),
}  # fmt: skip


@pytest.mark.parametrize("case", AGREEING.values(), ids=AGREEING)
def test_address_written_otherwise_is_no_difference(case):
    assert differing(*case, "ru", "fr") == ((), ())


@pytest.mark.parametrize("case", DIFFERING.values(), ids=DIFFERING)
def test_address_of_one_text_alone_is_told(case):
    source, target, only_source, only_target = case
    assert differing(source, target, "ru", "fr") == (only_source, only_target)
