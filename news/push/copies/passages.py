"""What of a text is looked for on a page: its headline, and sentences that nobody else writes."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

from lxml import etree
from wagtail.models import Revision

from news.articles.models import ArticlePage, Notice
from news.newsroom.text import fold
from news.push.copies.models import Found
from news.push.outgoing import Answer

# Sentences shorter than that might stand anywhere.
SHORTEST = 40
# Any one of these tells that the text is there; a partner may have shortened the rest.
MOST_PASSAGES = 12
# A partner may show the text as it was some corrections ago.
MOST_VERSIONS = 5
# A page of scripts that shows less than that without them has not been seen.
BLANK = 40

_SENTENCE = re.compile(r"[.!?…؟。]+\s|\n")
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = {"script", "style", "template", "noscript"}


@dataclass(frozen=True, slots=True)
class Traces:
    """Headlines and passages, each as nothing but its folded letters."""

    headlines: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()


def traces_of(urn: str) -> Traces:
    """Return what to look for of an edition, in the versions that were public last.

    Read from the revisions that were released: the page itself may hold a later draft.
    """
    released = Notice.objects.filter(urn=urn, revision_id__isnull=False).order_by("-sequence")
    numbers = dict.fromkeys(released.values_list("revision_id", flat=True))
    revisions = Revision.page_revisions.in_bulk(list(numbers)[:MOST_VERSIONS])
    editions = [each.as_object() for each in revisions.values()]
    return traces(
        (edition.title, edition.plain_text())
        for edition in editions
        if isinstance(edition, ArticlePage)
    )


def traces(versions: Iterable[tuple[str, str]]) -> Traces:
    """Return what to look for of headlines and texts."""
    headlines: set[str] = set()
    passages: set[str] = set()
    for headline, text in versions:
        headlines.add(letters(headline))
        passages.update(_longest(text))
    return Traces(frozenset(headlines - {""}), frozenset(passages))


def _longest(text: str) -> list[str]:
    sentences = {letters(each) for each in (text, *_SENTENCE.split(text))}
    long = sorted((each for each in sentences if len(each) >= SHORTEST), key=len)
    return long[-MOST_PASSAGES:]


def letters(text: str) -> str:
    """Return the letters and digits of a text, without case, accents or anything between."""
    return "".join(_WORD.findall(fold(text)))


def find(sought: Traces, answer: Answer) -> Found:
    """Say what a good answer shows of a text."""
    kind = Message()
    kind["Content-Type"] = answer.headers.get("content-type", "") or "text/html"
    if answer.headers.get("content-encoding", "identity") != "identity" or not _is_page(kind):
        return Found.NO_PAGE
    if not sought.passages and not sought.headlines:
        return Found.NO_WORDS
    encoding = _encoding(answer.body, str(kind.get_param("charset") or ""))
    shown, has_scripts = _read(answer.body, encoding)
    seen = letters(" ".join(shown))
    # What scripts hold is there, too, and what stands too deep for the reader.
    source = letters(answer.body.decode(encoding or "utf-8", errors="replace"))
    # Of a text too short to be told from others, the headline is all there is.
    if any(each in seen or each in source for each in sought.passages or sought.headlines):
        return Found.TEXT
    if answer.is_cut:
        return Found.CUT
    if any(each in seen for each in sought.headlines):
        return Found.HEADLINE
    return Found.BLANK if has_scripts and len(seen) < BLANK else Found.NOTHING


def _is_page(kind: Message) -> bool:
    return kind.get_content_maintype() == "text" or kind.get_content_subtype() == "xhtml+xml"


def _read(body: bytes, encoding: str | None) -> tuple[list[str], bool]:
    """Return the words that a page shows, in their order, and whether it has scripts."""
    # Deep nesting is no reason to stop; the size was bounded before.
    parser = etree.HTMLParser(encoding=encoding, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return [], False
    return list(_words(root)), next(root.iter("script"), None) is not None


def _words(root: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event != "start":
            yield element.tail or ""
        elif element.tag not in _UNSEEN:
            yield element.text or ""


def _encoding(body: bytes, charset: str) -> str | None:
    """Return how a page is written: as its bytes show, else as it says; None where it doesn't."""
    try:
        # Without an end, since a page may have been cut within a letter.
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return charset if _is_known(charset) else None
    return "utf-8"


def _is_known(charset: str) -> bool:
    """Whether both readers know a name."""
    try:
        codecs.lookup(charset)
        etree.HTMLParser(encoding=charset)
    except LookupError:
        return False
    return True
