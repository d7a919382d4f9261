"""Which news change which feed: notices any, and what is coming only what trusted partners have."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.functional import cached_property

from news.articles.advances import Advance
from news.articles.ledger import Notice, NoticeKind
from news.push.hub.topics import Feed

News = Notice | Advance


class Batch:
    """Notices and lines of what is coming, of which each feed has its own that concern it."""

    def __init__(self, notices: Sequence[Notice], lines: Sequence[Advance]) -> None:
        self.notices = [each for each in notices if each.kind != NoticeKind.FIXED]
        self.lines = lines

    def concerning(self, feed: Feed) -> tuple[int, int]:
        """Return the numbers of the last notice and the last line that change a feed, 0 for none.

        They are those of its language: what is there now, or was before.
        """
        notices = [each.sequence for each in self.notices if self._is_in(feed, each)]
        lines = [each.pk for each in self.lines if feed.is_early and self._is_in(feed, each)]
        return max(notices, default=0), max(lines, default=0)

    def _is_in(self, feed: Feed, news: News) -> bool:
        if news.language != feed.feeding.language:
            return False
        places = [] if isinstance(news, Advance) else [news.channels_before, news.channels_after]
        if feed.is_early:
            places.extend(self._copies.places(news))
        return any(map(feed.feeding.takes, places))

    @cached_property
    def _copies(self) -> "_Copies":
        return _Copies({each.urn for each in [*self.notices, *self.lines]})


class _Copies:
    """Where texts were to come: a feed that had one there early loses it, whatever comes of it."""

    def __init__(self, urns: set[str]) -> None:
        self._lines: dict[str, list[Advance]] = defaultdict(list)
        for line in Advance.objects.filter(urn__in=urns).order_by("pk"):
            self._lines[line.urn].append(line)
        self._told: dict[str, list[int]] = defaultdict(list)
        told = Notice.objects.filter(urn__in=list(self._lines))
        for urn, sequence in told.values_list("urn", "sequence"):
            self._told[urn].append(sequence)

    def places(self, news: News) -> Iterator[list[str]]:
        """Yield the channels of a copy as it is, and as it was until then."""
        if isinstance(news, Advance):
            yield news.channels
            before = [each for each in self._lines[news.urn] if each.pk < news.pk]
            told_until = news.after
        else:
            before = [each for each in self._lines[news.urn] if each.after < news.sequence]
            told_until = news.sequence - 1
        # What was told of since to everybody is no copy any more.
        if before and not any(
            before[-1].after < sequence <= told_until for sequence in self._told[news.urn]
        ):
            yield before[-1].channels
