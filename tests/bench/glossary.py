"""What hints cost the workbench: a glossary of 500 terms held against the text of 30 blocks.

The terms are words and phrases of the newsroom's own texts, so that far more of them are found
than a translator would meet. What is made is taken back.
"""

import re
from collections.abc import Iterator
from itertools import islice

from django.db import transaction

from news.articles.models import ArticlePage
from news.desk.glossary import matching
from news.desk.glossary.hints import hints_for
from news.desk.glossary.models import Term
from news.newsroom.generation import GLOSSARY, mark
from tests.bench.measuring import median_ms

TERMS, BLOCKS, ROUNDS = 500, 30, 15
# Nobody needs a hint for a shorter word, but in an abbreviation.
_WORD = re.compile(r"[^\W\d_]{6,}")


def hints_ms() -> dict[str, float]:
    """Return milliseconds for hints as a rule, for a text never seen, and for a new glossary."""
    with transaction.atomic():
        Term.objects.all().delete()
        blocks = list(islice(_paragraphs(), BLOCKS))
        Term.objects.bulk_create(islice(_terms(), TERMS))
        mark(GLOSSARY)

        def ask() -> None:
            if not any(hints_for(blocks, "ru", "fr")):
                raise RuntimeError("No block uses a term")

        found = {
            name: median_ms(ask, ROUNDS, before=before)
            for name, before in (
                ("hints", lambda: None),
                ("hints in a text never seen", _forget_words),
                ("hints after a change of the glossary", _change),
            )
        }
        transaction.set_rollback(True)
    return found


def _forget_words() -> None:
    matching.stems.cache_clear()
    matching.folded.cache_clear()


def _change() -> None:
    mark(GLOSSARY)


def _paragraphs() -> Iterator[str]:
    for edition in ArticlePage.objects.released("ru").order_by("pk"):
        for block in edition.body:
            if block.block_type == "paragraph":
                yield re.sub(r"<[^>]+>", " ", str(block.value))


def _terms() -> Iterator[Term]:
    """Yield phrases of one to three words of the texts, evenly over all of them, none twice."""
    words = [word for paragraph in _paragraphs() for word in _WORD.findall(paragraph)]
    seen: set[str] = set()
    step = max(1, len(words) // (TERMS * 2))
    for place in range(0, len(words) - 3, step):
        term = Term(wording_ru=" ".join(words[place : place + 1 + place % 3]), wording_fr="terme")
        term.settle()
        if term.key not in seen:
            seen.add(term.key)
            yield term
