"""Plain text keeps the words and the paragraphs of HTML, and nothing else."""

import pytest

from news.syndication.formats.plain import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>Один.</p><p>Два.</p>", "Один.\nДва."),
        ("<p>Один<br>два</p>\n\n<p> </p>", "Один\nдва"),
        ("<h2>Программа</h2><ul><li>Хор</li><li>Бал</li></ul>", "Программа\nХор\nБал"),
        ("<div lang='ar' dir='rtl'><p>مرحبا <b>بكم</b></p></div>", "مرحبا بكم"),
        ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
        ("<p>« Oui\xa0! »  et\n non</p>", "« Oui\xa0! » et non"),
        ("<table><tr><th>Вход</th><td>0</td></tr><tr><td>а</td></tr></table>", "Вход 0\nа"),
        ("<p>До</p><figure><img src='a'><figcaption>Фото</figcaption></figure>После", "До\nПосле"),
        ("без разметки", "без разметки"),
        ("<p>а<!-- б --><i>в</i></p>", "ав"),
    ],
)
def test_paragraphs_become_lines(html: str, text: str):
    assert plain_text(html) == text
