"""A copy in plain text has every word, and the addresses that a link would lead to."""

import pytest

from news.website.copies.plain import plain_text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Хор</h1><p>Раз\n два.</p><p>Три &lt;b&gt; *</p>", "Хор\n\nРаз два.\n\nТри <b> *"),
        ("<p>Раз<br> два</p>", "Раз\nдва"),
        ("<p>" + "слово " * 60 + "</p>", ("слово " * 60).strip()),
        ('<p><a href="https://e.org/a">Тут</a>.</p>', "Тут (https://e.org/a)."),
        ('<p><a href="https://e.org/">e.org</a></p>', "e.org"),
        ('<p><a href="mailto:a@e.org">a@e.org</a></p>', "a@e.org"),
        ("<ul><li>раз</li><li>два<ol><li>три</li></ol></li></ul>",
         "- раз\n- два\n\n  1. три"),
        ("<blockquote><p>Ждём</p><p>— Вера</p></blockquote>", "> Ждём\n>\n> — Вера"),
        ("<dl><dt>Вход</dt><dd>свободный</dd></dl>", "- Вход — свободный"),
        ('<figure><img src="https://e.org/a.jpg" alt="Хор"><figcaption>На сцене</figcaption>'
         "</figure>", "[На сцене: https://e.org/a.jpg]"),
        ('<figure><img src="https://e.org/a.jpg" alt=""></figure>', "[https://e.org/a.jpg]"),
        ('<div dir="rtl"><p>جوقة <bdi>Parus</bdi></p></div>', "جوقة Parus"),
    ],
)  # fmt: skip
def test_plain_text_has_the_words_in_their_order(html: str, expected: str) -> None:
    assert plain_text(html) == f"{expected}\n"
