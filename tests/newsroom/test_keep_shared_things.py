"""A shelf keeps what was used last, under one number, and forgets the rest."""

from threading import Thread

from news.newsroom.kept import Shelf


def test_what_was_used_last_stays() -> None:
    shelf: Shelf[str] = Shelf(2)
    shelf.put(1, "a", "A")
    shelf.put(1, "b", "B")
    assert shelf.get(1, "a") == "A"
    shelf.put(1, "c", "C")
    assert [shelf.get(1, key) for key in "abc"] == ["A", None, "C"]


def test_nothing_is_found_under_another_number_or_none() -> None:
    shelf: Shelf[str] = Shelf(2)
    shelf.put(1, "a", "A")
    assert shelf.get(2, "a") is None
    assert shelf.get(None, "a") is None
    shelf.put(None, "b", "B")
    assert shelf.get(None, "b") is None


def test_another_number_leaves_no_memory_of_the_former() -> None:
    shelf: Shelf[str] = Shelf(2)
    shelf.put(1, "a", "A")
    shelf.put(2, "b", "B")
    assert shelf.get(1, "a") is None
    assert shelf.get(2, "b") == "B"


def test_threads_may_share_it() -> None:
    shelf: Shelf[int] = Shelf(5)
    wrong: list[object] = []

    def work(start: int) -> None:
        for step in range(3000):
            number, key = step % 2, (start + step) % 9
            shelf.put(number, key, number * 100 + key)
            if shelf.get(number, key) not in (None, number * 100 + key):
                wrong.append((number, key))

    threads = [Thread(target=work, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
