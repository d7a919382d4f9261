"""Which block answers to which: of an original then and now, of a text and its translation.

Pure functions over blocks as they are stored; they know neither models nor languages.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# From this likeness on, two passages without a common id are one that was rewritten.
LIKE = 0.6
# So much of a new passage's words stood in the one before it where that was split.
SPLIT_OFF = 0.8
_WORDS = re.compile(r"\w[\w'’‑-]*", re.UNICODE)
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Block:
    """A passage: the id it keeps in every version and language, its kind, its words."""

    id: str
    kind: str
    text: str


class What(StrEnum):
    """What became of a passage between two versions."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    SPLIT = "split"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Change:
    """A passage now, what it was before, and what became of it; `now` is None where dropped."""

    what: What
    now: Block | None
    before: Block | None

    @property
    def block(self) -> Block:
        """The passage as it is, or as it was where it has been dropped."""
        return self.now or self.before  # type: ignore[return-value]

    @property
    def is_news(self) -> bool:
        """Whether anything became of it."""
        return self.what is not What.SAME


class Edit(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of a text and the one that translates it; one of both may be missing."""

    source: Block | None
    target: Block | None


def changes(before: Sequence[Block], now: Sequence[Block]) -> list[Change]:
    """Return what became of each passage, in the order of now; dropped ones where they stood."""
    former = _by_id(before, now)
    former |= _by_likeness(_rest(before, former.values()), _rest(now, former))
    moved = _moved([former[block] for block in now if block in former], before)
    found: list[Change] = []
    for block in now:
        was = former.get(block)
        if was is None:
            found.append(_new(block, found))
        elif was.text != block.text:
            found.append(Change(What.CHANGED, block, was))
        else:
            found.append(Change(What.MOVED if was in moved else What.SAME, block, was))
    for was in _rest(before, former.values()):
        found.insert(_place_of(was, before, found), Change(What.DROPPED, None, was))
    return found


def pairs(source: Sequence[Block], target: Sequence[Block]) -> list[Pair]:
    """Return a text beside its translation, in the order of the text.

    Ids tell first. What has none in common is paired by kind and order between two passages
    that have; what answers to nothing stands alone, where it stands in its own text.
    """
    target_of = _by_id(target, source)
    loose = _rest(target, target_of.values())
    for gap, others in _gaps(source, target, target_of):
        for block in gap:
            same_kind = [each for each in others if each.kind == block.kind and each in loose]
            if same_kind:
                target_of[block] = same_kind[0]
                loose.remove(same_kind[0])
    found = [Pair(block, target_of.get(block)) for block in source]
    for block in loose:
        found.insert(_place_after(block, target, found), Pair(None, block))
    return found


def words(before: str, now: str) -> list[tuple[Edit, str]]:
    """Return runs of words: kept, dropped, added, in reading order."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(now)
    runs: list[tuple[Edit, str]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append((Edit.SAME, "".join(new[j1:j2])))
            continue
        if i2 > i1:
            runs.append((Edit.DROPPED, "".join(old[i1:i2])))
        if j2 > j1:
            runs.append((Edit.ADDED, "".join(new[j1:j2])))
    return runs


def word_count(text: str) -> int:
    """Return how many words a text has; figures count."""
    return len(_WORDS.findall(text))


def _by_id(former: Sequence[Block], now: Sequence[Block]) -> dict[Block, Block]:
    known = {(block.id, block.kind): block for block in former if block.id}
    return {block: known[block.id, block.kind] for block in now if (block.id, block.kind) in known}


def _rest(blocks: Iterable[Block], without: Iterable[Block]) -> list[Block]:
    taken = set(without)
    return [block for block in blocks if block not in taken]


def _by_likeness(former: list[Block], now: list[Block]) -> dict[Block, Block]:
    """Pair passages of one kind whose words are much alike, the likest first."""
    likest = sorted(
        (
            (_likeness(was.text, block.text), block, was)
            for block in now
            for was in former
            if was.kind == block.kind
        ),
        key=lambda row: -row[0],
    )
    found: dict[Block, Block] = {}
    for likeness, block, was in likest:
        if likeness >= LIKE and block not in found and was not in found.values():
            found[block] = was
    return found


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _words_of(one), _words_of(other), autojunk=False).ratio()


def _words_of(text: str) -> list[str]:
    return [token for token in _TOKENS.findall(text) if token[0].isalnum()]


def _new(block: Block, found: list[Change]) -> Change:
    """Say of a passage that is new whether it was cut off the one above it."""
    above = found[-1] if found else None
    if above and above.before and above.what in {What.CHANGED, What.SPLIT}:
        theirs = set(_words_of(above.before.text))
        own = _words_of(block.text)
        if own and sum(word in theirs for word in own) / len(own) >= SPLIT_OFF:
            return Change(What.SPLIT, block, above.before)
    return Change(What.ADDED, block, None)


def _moved(order: list[Block], before: Sequence[Block]) -> set[Block]:
    """Return the fewest passages that left their order: all but the longest rising run."""
    places = [before.index(block) for block in order]
    ends: list[int] = []
    lasts: list[int] = []
    previous: list[int | None] = []
    for number, place in enumerate(places):
        at = bisect_left(ends, place)
        previous.append(lasts[at - 1] if at else None)
        if at == len(ends):
            ends.append(place)
            lasts.append(number)
        else:
            ends[at], lasts[at] = place, number
    kept: set[int] = set()
    step = lasts[-1] if lasts else None
    while step is not None:
        kept.add(step)
        step = previous[step]
    return {block for number, block in enumerate(order) if number not in kept}


def _place_of(was: Block, before: Sequence[Block], found: list[Change]) -> int:
    """Return where a dropped passage is shown: after what stood before it."""
    for above in reversed(before[: before.index(was)]):
        for place, change in enumerate(found):
            if change.before == above and change.what is not What.SPLIT:
                return place + 1
    return 0


def _place_after(block: Block, target: Sequence[Block], found: list[Pair]) -> int:
    for above in reversed(target[: target.index(block)]):
        for place, pair in enumerate(found):
            if pair.target == above:
                return place + 1
    return 0


def _gaps(
    source: Sequence[Block], target: Sequence[Block], target_of: dict[Block, Block]
) -> Iterator[tuple[list[Block], list[Block]]]:
    """Yield the passages between two that are paired, with those of the translation there."""
    gap: list[Block] = []
    begin = 0
    for block in source:
        if block not in target_of:
            gap.append(block)
            continue
        end = target.index(target_of[block])
        if gap:
            yield gap, list(target[begin:end])
        gap, begin = [], end + 1
    if gap:
        yield gap, list(target[begin:])
