"""Draws messages in Components V2 as a page that looks like Discord; nothing comes from elsewhere.

Knows components and Markdown as Discord sends and reads them; must not know replies.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.on_discord.layouts import Upload
from tests.on_discord.fake.shapes import Json

STYLE = Path(__file__).with_name("discord.css")
MEDALS = {"🥇": "gold", "🥈": "silver", "🥉": "bronze"}
MENTIONED = {"901": "#quiz", "902": "@Teachers"}
"""The names of channels and roles in the pictures, by their ids."""

BUTTONS = {1: "primary", 2: "secondary", 3: "success", 4: "danger"}

_CODE = re.compile(r"`([^`]+)`")
_TIME = re.compile(r"&lt;t:(-?\d+):R&gt;")
_MENTION = re.compile(r"&lt;(?:#|@&amp;)(\d+)&gt;")
_STYLES = (
    (re.compile(r"\*\*((?:(?!\*\*).)+)\*\*(?!\*)"), r"<strong>\1</strong>"),
    (re.compile(r"\*((?:(?!\*).)+)\*"), r"<em>\1</em>"),
    (re.compile(r"~~((?:(?!~~).)+)~~"), r"<s>\1</s>"),
)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


@dataclass(frozen=True, slots=True)
class Shot:
    """A message: its components, its files, whether only one person sees it, and who asked for it.

    ``now`` is in seconds.
    """

    components: list[Json]
    now: int
    files: tuple[Upload, ...] = ()
    private: bool = False
    command: str = ""
    by: str = "Ann"


def page(shots: Iterable[Shot], look: str = "dark") -> str:
    """Return a page with messages one below the other; ``look`` is dark or light."""
    body = "".join(_message(shot) for shot in shots)
    return (
        f'<!doctype html><html lang="en" data-look="{look}"><meta charset="utf-8">'
        f"<title>Discord</title><style>{STYLE.read_text('utf-8')}</style><main>{body}</main></html>"
    )


def _message(shot: Shot) -> str:
    face = f'<span class="face">{escape(shot.by[:1])}</span>'
    used = f'<p class="used">{face}<b>{escape(shot.by)}</b> used <i>/{escape(shot.command)}</i></p>'
    inner = "".join(_one(component, shot) for component in shot.components)
    dismiss = "Only you can see this • <a>Dismiss message</a>"
    seen = f'<p class="seen"><span class="eye"></span> {dismiss}</p>'
    return (
        f'<article class="{"private" if shot.private else ""}">{used if shot.command else ""}'
        '<div class="avatar">S</div><div class="content"><p class="who"><b>Studyhall</b>'
        f'<span class="app">APP</span><time>Today at 09:00</time></p>{inner}'
        f"{seen if shot.private else ''}</div></article>"
    )


def _one(component: Json, shot: Shot) -> str:
    return _DRAWN[component["type"]](component, shot)


def _children(component: Json, shot: Shot) -> str:
    return "".join(_one(child, shot) for child in component["components"])


def _container(component: Json, shot: Shot) -> str:
    colour = component.get("accent_color")
    bar = f' style="--accent:#{colour:06x}"' if colour else ""
    return f'<section class="card"{bar}>{_children(component, shot)}</section>'


def _row(component: Json, shot: Shot) -> str:
    return f'<div class="row">{_children(component, shot)}</div>'


def _button(component: Json, shot: Shot) -> str:
    style = BUTTONS[component["style"]]
    return f'<button class="{style}">{escape(component["label"])}</button>'


def _select(component: Json, shot: Shot) -> str:
    chosen = [option["label"] for option in component.get("options", ()) if option.get("default")]
    chosen += [_called(value) for value in component.get("default_values") or ()]
    words = ", ".join(chosen) or component.get("placeholder") or "Make a selection"
    return f'<div class="select{"" if chosen else " empty"}">{escape(words)}<span>⌄</span></div>'


def _called(value: Json) -> str:
    return MENTIONED[str(value["id"])]


def _text(component: Json, shot: Shot) -> str:
    return f'<div class="text">{markdown(component["content"], shot.now)}</div>'


def _gallery(component: Json, shot: Shot) -> str:
    files = {f"attachment://{file.name}": file for file in shot.files}
    drawn = []
    for item in component["items"]:
        file = files[item["media"]["url"]]
        kind = "svg+xml" if file.name.endswith(".svg") else "png"
        source = f"data:image/{kind};base64,{b64encode(file.data).decode()}"
        drawn.append(f'<img src="{source}" alt="{escape(item.get("description") or "")}">')
    return f'<div class="gallery">{"".join(drawn)}</div>'


def _file(component: Json, shot: Shot) -> str:
    name = component["file"]["url"].removeprefix("attachment://")
    return f'<div class="file"><a>{escape(name)}</a></div>'


def _rule(component: Json, shot: Shot) -> str:
    return "<hr>"


_DRAWN: Mapping[int, Callable[[Json, Shot], str]] = {
    1: _row,
    2: _button,
    3: _select,
    6: _select,
    8: _select,
    10: _text,
    12: _gallery,
    13: _file,
    14: _rule,
    17: _container,
}


def markdown(text: str, now: int) -> str:
    """Return Discord's Markdown as HTML: what our messages use of it."""
    return "".join(_line(line, now) for line in text.split("\n"))


def _line(line: str, now: int) -> str:
    for sign, tag in (("### ", "h3"), ("-# ", "small"), ("> ", "blockquote")):
        if line.startswith(sign):
            return f"<{tag}>{_inline(line.removeprefix(sign), now)}</{tag}>"
    if listed := re.match(r"(-|\d+\.) (.+)", line):
        bullet = "•" if listed[1] == "-" else listed[1]
        return f'<p class="item"><span>{bullet}</span> {_inline(listed[2], now)}</p>'
    return f"<p>{_inline(line, now)}</p>"


def _inline(text: str, now: int) -> str:
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"\x00{len(kept) - 1}\x00"

    text = _ESCAPED.sub(lambda found: keep(escape(found[1])), text)
    text = _CODE.sub(lambda found: keep(f"<code>{escape(found[1])}</code>"), text)
    text = _TIME.sub(lambda found: keep(f"<time>{_ago(int(found[1]) - now)}</time>"), escape(text))
    text = _MENTION.sub(lambda found: keep(f"<mark>{escape(MENTIONED[found[1]])}</mark>"), text)
    for shape, tag in _STYLES:
        text = shape.sub(tag, text)
    for sign, medal in MEDALS.items():
        text = text.replace(sign, f'<i class="medal {medal}"></i>')
    while "\x00" in text:
        text = re.sub("\x00(\\d+)\x00", lambda found: kept[int(found[1])], text)
    return text


def _ago(seconds: int) -> str:
    """Say a moment as Discord's clients do."""
    size, unit = next(
        (size, unit)
        for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
        if abs(seconds) >= size or size == 1
    )
    count = round(abs(seconds) / size)
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if seconds >= 0 else f"{words} ago"
