"""Question markup as HTML: nothing of it gets through unescaped, and gaps can be filled."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.on_web import markup

HOSTILE = st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=y>', "'</p>", "&amp;", "*_`~____\\"]
)
TEXTS = st.lists(HOSTILE | st.text(max_size=30), max_size=6).map("".join)
OURS = {"p", "ul", "li", "br", "em", "strong", "s", "code", "span", "input"}


class Tags(HTMLParser):
    """Collects which tags and attributes a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def tags(html: str) -> Tags:
    seen = Tags()
    seen.feed(html)
    seen.close()
    return seen


@given(TEXTS)
def test_only_our_own_tags_come_out(text: str) -> None:
    for html in (markup.html(text), markup.inline(text), markup.cloze(text, 3)):
        seen = tags(html)
        assert seen.tags <= OURS
        assert not any(name.startswith("on") for name in seen.attributes)


def test_styles_and_lists() -> None:
    assert markup.html("a **b** *c*\n\n- `d`\n- ~~e~~") == (
        "<p>a <strong>b</strong> <em>c</em></p><ul><li><code>d</code></li><li><s>e</s></li></ul>"
    )


def test_a_cloze_has_an_input_for_every_gap() -> None:
    html = markup.cloze("In ____ came ____.", 2)
    assert re.findall(r'aria-label="(.*?)"', html) == ["Gap 1", "Gap 2"]
    assert markup.cloze("No gap at all.", 2).count("<input") == 2
    assert markup.cloze("____ ____ ____", 1).count("<input") == 1
