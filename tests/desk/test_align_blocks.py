"""Blocks are found again when the original moves, splits, inserts or drops them."""

import pytest

from news.desk.workbench.alignment import Block, Edit, changes, pairs, words

LONG = "Хор репетирует по субботам в читальном зале. Вход свободный для всех жителей города."
FIRST_HALF = "Хор репетирует по субботам в читальном зале."
SECOND_HALF = "Вход свободный для всех жителей города."


def p(key: str, text: str = "", kind: str = "paragraph") -> Block:
    return Block(key, kind, text or f"Абзац {key} о хоре и библиотеке города")


A, B, C, D = p("a"), p("b"), p("c"), p("d")
CASES = {
    "nothing": ([A, B], [A, B], ["same a", "same b"]),
    "words changed": (
        [A, p("b", "Начало в 18")],
        [A, p("b", "Начало в 17")],
        ["same a", "changed b"],
    ),
    "moved down": ([A, B, C], [B, C, A], ["same b", "same c", "moved a"]),
    "moved up": ([A, B, C, D], [D, A, B, C], ["moved d", "same a", "same b", "same c"]),
    "two changed places": ([A, B], [B, A], ["moved b", "same a"]),
    "inserted at the top": ([A], [p("n", "Совсем другое"), A], ["added n", "same a"]),
    "inserted in the middle": (
        [A, B],
        [A, p("n", "Совсем другое"), B],
        ["same a", "added n", "same b"],
    ),
    "dropped at the top": ([A, B], [B], ["dropped a", "same b"]),
    "dropped in the middle": ([A, B, C], [A, C], ["same a", "dropped b", "same c"]),
    "all dropped": ([A, B], [], ["dropped a", "dropped b"]),
    "all new": ([], [A, B], ["added a", "added b"]),
    "split in two": (
        [p("a", LONG), B],
        [p("a", FIRST_HALF), p("n", SECOND_HALF), B],
        ["changed a", "split n", "same b"],
    ),
    "two joined": (
        [p("a", FIRST_HALF), p("b", SECOND_HALF)],
        [p("a", LONG)],
        ["changed a", "dropped b"],
    ),
    "ids lost, words kept": ([p("a", LONG)], [p("x", LONG)], ["same x"]),
    "ids lost, a word changed": (
        [p("a", LONG)],
        [p("x", LONG.replace("субботам", "средам"))],
        ["changed x"],
    ),
    "another kind with the same id": (
        [A],
        [p("a", A.text, "heading")],
        ["dropped a", "added a"],
    ),
    "moved and changed": (
        [A, B, p("c", LONG)],
        [p("c", FIRST_HALF), A, B],
        ["changed c", "same a", "same b"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_became_of_each_block(case: str):
    before, now, expected = CASES[case]
    told = [f"{each.what} {(each.now or each.before).id}" for each in changes(before, now)]
    assert told == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([A, B], [A, B], ["a=a", "b=b"]),
        ([B, A], [A, B], ["b=b", "a=a"]),
        ([A, p("n"), B], [A, B], ["a=a", "n=-", "b=b"]),
        ([A, p("n"), B], [A, p("x"), B], ["a=a", "n=x", "b=b"]),
        ([A, B], [A, p("x"), B], ["a=a", "-=x", "b=b"]),
        ([A], [p("x"), A], ["-=x", "a=a"]),
        ([p("n"), p("m")], [p("x"), p("y")], ["n=x", "m=y"]),
        ([A, p("n", "", "heading"), B], [A, p("x"), B], ["a=a", "-=x", "n=-", "b=b"]),
        ([p("n", "", "heading"), p("m")], [p("x")], ["n=-", "m=x"]),
        ([], [p("x")], ["-=x"]),
    ],
)
def test_translation_stands_beside_its_original(source, target, expected):
    told = [
        f"{pair.source.id if pair.source else '-'}={pair.target.id if pair.target else '-'}"
        for pair in pairs(source, target)
    ]
    assert told == expected


def test_no_passage_is_lost_or_doubled():
    before, now = [A, B, C, D], [D, p("n", "Совсем другое"), B, p("x", C.text)]
    told = changes(before, now)
    assert [each.now for each in told if each.now] == now
    assert {each.before for each in told if each.before} == set(before)


def test_words_are_compared_one_by_one():
    assert words("Начало в 18:00, вход свободный.", "Начало в 17:00, вход свободный.") == [
        (Edit.SAME, "Начало в "),
        (Edit.DROPPED, "18"),
        (Edit.ADDED, "17"),
        (Edit.SAME, ":00, вход свободный."),
    ]
    assert words("", "Новое") == [(Edit.ADDED, "Новое")]
    assert words("Старое", "") == [(Edit.DROPPED, "Старое")]
