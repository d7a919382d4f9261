"""A copy in Markdown says what the text says, whatever characters that has."""

from html import escape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from news.website.copies.blocks import Block, Heading, Listing, Mark, Paragraph, Quotation, Words
from news.website.copies.blocks import blocks_of as read
from news.website.copies.markdown import markdown

NASTY = "ab я ا1 2*_[]()<>&#`~\\!|.-+=:;«»—€\u064b\"'"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Хор  споёт\n в Бизерте.</p>", "Хор споёт в Бизерте."),
        ("<p>2 * 3 * 4, a_b_c</p>", r"2 \* 3 \* 4, a\_b\_c"),
        ("<p>[1] и [x](y)</p>", r"\[1\] и \[x\](y)"),
        ("<p>`код` и \\n</p>", r"\`код\` и \\n"),
        ("<p>5 &lt; 6 &gt; 4 &lt;b&gt;</p>", r"5 \< 6 > 4 \<b>"),
        ("<p>AT&amp;T, &amp;copy; и &amp;#35;</p>", r"AT&T, \&copy; и \&#35;"),
        ("<p># не заголовок</p>", r"\# не заголовок"),
        ("<p>#хэштег</p>", "#хэштег"),
        ("<p>1. не список</p>", r"1\. не список"),
        ("<p>2026) год</p>", r"2026\) год"),
        ("<p>1.5 км</p>", "1.5 км"),
        ("<p>- не пункт</p>", r"\- не пункт"),
        ("<p>+ плюс</p>", r"\+ плюс"),
        ("<p>---</p>", r"\---"),
        ("<p>Раз<br>===</p>", "Раз\\\n\\==="),
        ("<p>&gt; не цитата</p>", r"\> не цитата"),
        ("<p>— Ждём.</p>", "— Ждём."),
        ("<p>Раз<br>1. два<br></p>", "Раз\\\n1\\. два"),
        ("<p>~~нет~~</p>", r"\~\~нет\~\~"),
        ("<p><b>Да</b> и <i>нет</i></p>", "**Да** и *нет*"),
        ("<p>а<b> б </b>в</p>", "а **б** в"),
        ("<p>Он<b>«да»</b>но</p>", "Он<strong>«да»</strong>но"),
        ("<p><b><i>Оба</i></b></p>", "***Оба***"),
        ("<p><i>а</i><b>б</b></p>", "<em>а</em>**б**"),
        ("<p><i><b>а</b>:<b>:</b></i></p>", "***а**:<strong>:</strong>*"),
        ("<p><b>«Парус»</b>, да</p>", "**«Парус»**, да"),
        ("<p><b></b>Пусто<i> </i></p>", "Пусто"),
        ('<p><a href="https://e.org/a_(b)?c=1&amp;amp;">Link</a></p>',
         r"[Link](https://e.org/a_\(b\)?c=1\&amp;)"),
        ('<p><a href="https://e.org/а б">x</a></p>', "[x](https://e.org/а%20б)"),
        ('<p>Вот!<a href="https://e.org/">x</a></p>', r"Вот\![x](https://e.org/)"),
        ("<h1>C#</h1>", r"# C\#"),
        ("<h2>Где # и ##</h2>", r"## Где # и \#\#"),
        ("<ul><li>раз</li><li>- два</li></ul>", "- раз\n- \\- два"),
        ("<ol><li>раз<ul><li>два</li></ul></li><li>три</li></ol>",
         "1. раз\n\n   - два\n2. три"),
        ("<ul><li>раз</li></ul><ul><li>два</li></ul>", "- раз\n\n* два"),
        ("<ol><li>раз</li></ol><ol><li>два</li></ol>", "1. раз\n\n1) два"),
        ("<blockquote><p>Раз<br>два</p><p>— Вера</p></blockquote>",
         "> Раз\\\n> два\n>\n> — Вера"),
        ("<h3>Факты</h3><dl><dt>Вход:</dt><dd>да</dd><dt>Где</dt><dd>тут</dd></dl>",
         "### Факты\n\n- **Вход:** — да\n- **Где** — тут"),
        ('<figure><img src="https://e.org/a.jpg" alt="[Хор] *"><figcaption>Фото: Х</figcaption>'
         "</figure>", "![\\[Хор\\] \\*](https://e.org/a.jpg)\n\nФото: Х"),
        ('<div lang="ar" dir="rtl"><p>«الجوقة» <bdi lang="fr">Parus_1</bdi> 1. نعم</p></div>',
         r"«الجوقة» Parus\_1 1. نعم"),
        ("<p>а<b>&nbsp;б</b></p>", "а<strong>\u00a0б</strong>"),
        ("<p>Вес:&nbsp;5&nbsp;кг</p>", "Вес:\u00a05\u00a0кг"),
    ],
)  # fmt: skip
def test_markdown_has_the_words_and_what_they_are(html: str, expected: str) -> None:
    assert markdown(html) == f"{expected}\n"


def inline(with_breaks: bool) -> st.SearchStrategy[str]:
    """Return markup inside a paragraph, of nasty words and marks in marks."""
    words = st.text(alphabet=NASTY, min_size=1, max_size=8).map(escape)
    leaves = words | st.just("<br>") if with_breaks else words

    def in_marks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        tags = st.sampled_from(["b", "em", "strong", "i", "a"])
        address = st.text(alphabet="ab1/?=&;()_*`~.!-", min_size=1, max_size=6)
        return st.builds(in_tag, tags, st.lists(inner, min_size=1, max_size=3), address)

    return st.lists(st.recursive(leaves, in_marks, max_leaves=5), max_size=4).map("".join)


def in_tag(tag: str, parts: list[str], address: str = "") -> str:
    href = f' href="https://e.org/{escape(address)}"' if tag == "a" else ""
    return f"<{tag}{href}>{''.join(parts)}</{tag}>"


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, max_size=2).map(lambda parts: in_tag("li", parts))
    lists = st.builds(in_tag, st.sampled_from(["ul", "ol"]), st.lists(items, max_size=3))
    return lists | st.lists(inner, max_size=2).map(lambda parts: in_tag("blockquote", parts))


paragraphs = inline(with_breaks=True).map(lambda text: in_tag("p", [text]))
headings = inline(with_breaks=False).map(lambda text: in_tag("h2", [text]))
texts = st.lists(st.recursive(paragraphs | headings, nested, max_leaves=6), max_size=4).map("".join)


@given(texts)
def test_whoever_reads_the_markdown_gets_the_text_back(html: str) -> None:
    shown = MarkdownIt("commonmark").render(markdown(html))
    assert [plain(block) for block in read(shown)] == [plain(block) for block in read(html)]


def plain(block: Block) -> object:
    """Return a block as what compares: a reader encodes addresses anew."""
    match block:
        case Paragraph(words) | Heading(words=words):
            return type(block).__name__, marked(words)
        case Listing(is_ordered, items):
            return is_ordered, [[plain(each) for each in item] for item in items]
        case Quotation(blocks):
            return "quotation", [plain(each) for each in blocks]
    return block


def marked(words: Words) -> list[tuple[str, frozenset[tuple[str, str]]]]:
    """Return the letters with the marks they bear: which of two is the inner one says nothing."""
    bears: list[tuple[str, str]] = []
    letters = []
    for word in words:
        if not isinstance(word, Mark):
            letters += [(letter, frozenset(bears)) for letter in word]
        elif word.is_open:
            bears.append((word.tag, unquote(word.href)))
        else:
            bears.remove((word.tag, unquote(word.href)))
    return letters
