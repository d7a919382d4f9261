"""The glossary goes out as a spreadsheet and comes in again; what is broken goes back."""

import base64
import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from news.desk.glossary.importing import take
from news.desk.glossary.models import Term
from news.desk.glossary.spreadsheets import MOST_BYTES, UnreadableError, read, written
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LONG = "слово " * 40
BROKEN = {
    40: ",,,,,,not: legation",
    80: f"{LONG},mot,,,,,",
    120: "Термин 5,terme,,,,,",
    160: "посольство, консульство,ambassade,,,,,,,ещё",
    200: '"посольство,ambassade,,,,,',
    240: "???????,ambassade,,,,,",
    280: f"посольство,ambassade,,,,,{'n' * 301}",
    320: "посоль\x07ство,ambassade,,,,,",
    360: "музей,музей,,,,,",
    400: "#ИМЯ?,ambassade,,,,,",
}


def five_hundred() -> bytes:
    """Return a spreadsheet of 500 terms, ten of them broken, each in its own way."""
    lines = [BROKEN.get(number, f"Термин {number},terme {number},,,,,") for number in range(2, 502)]
    return "\r\n".join(["ru,fr,ar,en,es,de,note", *lines]).encode("utf-8-sig")


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def upload(client, content: bytes):
    file = SimpleUploadedFile("glossary.csv", content, "text/csv")
    return client.post(reverse("desk-glossary-import"), {"file": file})


def test_of_500_lines_490_are_taken_and_each_broken_one_is_told_in_a_sentence(desk):
    with translation.override("en"):
        page = upload(desk, five_hundred())
    assert Term.objects.count() == 490
    broken = page.context["taken"].broken
    assert [each.line.number for each in broken] == list(BROKEN)
    assert len({each.sentence for each in broken}) == 10
    assert all(each.sentence.endswith(".") for each in broken)
    for each in broken:
        assert str(each.line.number) in page.content.decode()
    assert Term.objects.get(key="ru:термин 41").wording_fr == "terme 41"


def test_500_lines_take_few_queries_and_a_second_time_change_nothing():
    sheet = read(five_hundred())
    with CaptureQueriesContext(connection) as asked:
        first = take(sheet)
    assert len(asked) < 20
    with CaptureQueriesContext(connection) as asked:
        second = take(sheet)
    assert len(asked) <= 5
    assert (len(first.added), len(first.changed), first.unchanged) == (490, 0, 0)
    assert (len(second.added), len(second.changed), second.unchanged) == (0, 0, 490)
    assert Term.objects.count() == 490


def test_broken_lines_are_saved_with_their_reasons_and_mended_lines_taken(desk):
    page = upload(desk, five_hundred())
    address = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', page.content.decode())
    saved = base64.b64decode(address[1])

    again = upload(desk, saved).context["taken"]
    sentences = [each.sentence for each in page.context["taken"].broken]
    # The double is none any more: its twin is not in this file.
    del sentences[2]
    assert all(
        each.sentence.endswith(sentence)
        for each, sentence in zip(again.broken, sentences, strict=True)
    )

    mended = saved.decode().replace("???????", "полпредство").encode()
    assert len(upload(desk, mended).context["taken"].added) == 1
    assert Term.objects.get(key="ru:полпредство").wording_fr == "ambassade"


def test_what_goes_out_comes_in_unchanged(desk):
    strange = ["=1+1", "+7 495", "-жд", "@мост", "'=x", "«да», «нет»; и 5\u00a0%", 'кавычки "а"']
    for each in strange:
        Term.objects.create(wording_ru=each, wording_fr="mot", note=each)
    before = list(Term.objects.values_list("wording_ru", "wording_fr", "note"))
    saved = desk.get(reverse("desk-glossary-export")).content
    taken = take(read(saved))
    assert (taken.unchanged, taken.broken) == (len(strange), [])
    Term.objects.all().delete()
    take(read(saved))
    assert list(Term.objects.values_list("wording_ru", "wording_fr", "note")) == before


def test_no_cell_that_goes_out_is_a_formula():
    for row in rows(written(["ru"], [["=HYPERLINK(1)"], ["+1"], ["-1"], ["@a"], ["'=b"]]))[1:]:
        assert row[0].startswith("'")


@pytest.mark.parametrize(("language", "separator"), [("ru", ";"), ("en", ",")])
def test_file_opens_in_columns_where_its_reader_lives(language, separator):
    with translation.override(language):
        content = written(["ru", "fr"], [["сад", "jardin"]])
    assert content == f"\ufeffru{separator}fr\r\nсад{separator}jardin\r\n".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header",
    [["ru", "fr", "note"], ["Русский", "Français", "Note"], ["Russe", "FR ", "NOTE"]],
)
def test_file_is_read_whatever_program_saved_it(encoding, separator, header):
    lines = [header, ["сад", "jardin", '"a\nb"']]
    content = "\n".join(separator.join(line) for line in lines).encode(encoding)
    with translation.override("ru"):
        (line,) = read(content).lines
    assert line.said == {"ru": "сад", "fr": "jardin", "note": "a b"}


@pytest.mark.parametrize(
    "content",
    [
        "ru;fr\nпосольство;ambassade".encode("cp1251"),
        b"PK\x03\x04workbook",
        "слово;mot\nпосольство;ambassade".encode(),
        "ru;fr;ru\nпосольство;ambassade;".encode(),
        b"",
        b"\xff\xfe\x00",
        b"ru\n" + b"a" * MOST_BYTES,
        b"ru\n" + b"a\n" * 10_001,
    ],
)
def test_file_that_is_no_glossary_is_refused_with_a_sentence(desk, content):
    with pytest.raises(UnreadableError, match=r"\w{3}.*\."):
        read(content)
    page = upload(desk, content)
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not Term.objects.exists()


def test_forgotten_quotation_mark_takes_no_other_line_with_it():
    content = 'ru,fr\n"сад,jardin\nмузей,musée\nмост,"pont\nпорт,port\n'
    taken = take(read(content.encode()))
    assert [each.line.number for each in taken.broken] == [2, 4]
    assert [term.wording_fr for term in taken.added] == ["musée", "port"]


def test_import_changes_what_it_says_and_keeps_what_it_leaves_out():
    Term.objects.create(wording_ru="Посольство", wording_ar="سفارة", note="не «полпредство»")
    taken = take(read("ru,fr,ar\nпосольство,ambassade,\n".encode()))
    kept = Term.objects.get()
    assert taken.changed == [kept]
    assert (kept.wording_ru, kept.wording_fr, kept.wording_ar, kept.note) == (
        "посольство",
        "ambassade",
        "سفارة",
        "не «полпредство»",
    )
    assert Term.objects.saying("ambassade").get() == kept


def test_term_that_had_no_wording_in_the_first_language_is_known_by_its_other_one():
    Term.objects.create(wording_fr="ambassade")
    take(read("ru,fr\nпосольство,ambassade\n".encode()))
    assert Term.objects.get().wording_ru == "посольство"


def test_unknown_column_is_told_and_left_out(desk):
    page = upload(desk, "ru,fr,Автор\nсад,jardin,Вера\n".encode())
    assert page.context["unknown"] == "Автор"
    assert Term.objects.get().wording_fr == "jardin"


def test_hints_know_what_was_imported():
    from news.desk.glossary.hints import hints

    assert hints("В саду", "ru", "fr") == []
    take(read("ru,fr\nсад,jardin\n".encode()))
    assert [hint.target for hint in hints("В саду", "ru", "fr")] == ["jardin"]


def test_translator_takes_a_spreadsheet_in_and_out(client, translator_fr):
    client.force_login(translator_fr)
    assert upload(client, "ru,fr\nсад,jardin\n".encode()).status_code == 200
    assert "jardin" in client.get(reverse("desk-glossary-export")).content.decode()


def test_moderator_takes_no_spreadsheet_in_or_out(client):
    client.force_login(UserFactory(groups=["Comment moderators"]))
    Term.objects.create(wording_ru="посольство")
    assert upload(client, "ru,fr\nсад,jardin\n".encode()).status_code == 302
    answer = client.get(reverse("desk-glossary-export"))
    assert "посольство" not in answer.content.decode()
    assert answer.status_code == 302
    assert Term.objects.count() == 1
