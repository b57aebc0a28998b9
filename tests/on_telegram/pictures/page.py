"""Draws messages as a chat that looks like Telegram's; nothing comes from elsewhere.

Knows messages as they are sent and the part of HTML that Telegram reads; must not know replies.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.on_telegram.markup import Html
from bot.on_telegram.messages import Key, Poll, Rendered, Upload

STYLE = Path(__file__).with_name("telegram.css")
MEDALS = {"🥇": "gold", "🥈": "silver", "🥉": "bronze"}

_TIME = re.compile(r'<tg-time unix="(\d+)" format="r">[^<]*</tg-time>')
_COMMAND = re.compile(r"(?<![\w/<>])/[a-z]+")
_CODED = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Shot:
    """A message. ``now`` is in seconds; ``said`` is what somebody wrote before it.

    ``notice`` is the little window that answers a press, over the chat.
    """

    rendered: Rendered
    now: int
    said: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat with its name and what stands below it, and its messages."""

    name: str
    about: str
    shots: tuple[Shot, ...]


def page(chat: Chat, look: str = "dark") -> str:
    """Return a page with a chat; ``look`` is dark or light."""
    group = "group" if chat.about.endswith("members") else "alone"
    body = "".join(_message(shot) for shot in chat.shots)
    notices = "".join(
        f'<div class="notice"><p>{_lines(escape(shot.notice))}</p><b>OK</b></div>'
        for shot in chat.shots
        if shot.notice
    )
    return (
        f'<!doctype html><html lang="en" data-look="{look}"><meta charset="utf-8">'
        f"<title>Telegram</title><style>{STYLE.read_text('utf-8')}</style>"
        f'<header><span class="face">{escape(chat.name[:1])}</span><div><b>{escape(chat.name)}</b>'
        f"<small>{escape(chat.about)}</small></div></header>"
        f'<main class="{group}">{body}{notices}</main></html>'
    )


def _message(shot: Shot) -> str:
    rendered = shot.rendered
    said = f'<div class="mine"><p>{escape(shot.said)}</p></div>' if shot.said else ""
    if rendered.poll is not None:
        texts = _poll(rendered.poll, shot.now)
    else:
        texts = _media(rendered) + _text(rendered.text, shot.now)
    bubbles = [texts, *(_text(text, shot.now) for text in rendered.more)]
    written = '<b class="from">Studyhall</b>'
    drawn = "".join(
        f'<div class="bubble">{written if not at else ""}{bubble}<time>09:00</time></div>'
        for at, bubble in enumerate(bubbles)
    )
    rows = "".join(f'<div class="row">{"".join(map(_key, row))}</div>' for row in rendered.keyboard)
    keys = f'<div class="keys">{rows}</div>' if rows else ""
    return f'{said}<article><div class="avatar">S</div><div>{drawn}{keys}</div></article>'


def _key(key: Key) -> str:
    arrow = '<span class="arrow">↗</span>' if key.url else ""
    return f'<button class="{key.style.value}">{escape(key.label)}{arrow}</button>'


def _media(rendered: Rendered) -> str:
    if rendered.photo is not None:
        return f'<img src="{_source(rendered.photo)}" alt="">'
    if rendered.document is not None:
        size = f"{max(1, len(rendered.document.data) // 1_000)} KB"
        name = escape(rendered.document.name)
        return f'<div class="file"><i></i><b>{name}</b><small>{size}</small></div>'
    return ""


def _source(photo: Upload) -> str:
    return f"data:image/png;base64,{b64encode(photo.data).decode()}"


def _text(text: Html, now: int) -> str:
    return f'<div class="text">{html(text, now)}</div>'


def html(text: Html, now: int) -> str:
    """Return Telegram's HTML as a browser's, times told as its clients tell them."""
    told = _TIME.sub(lambda found: _ago(int(found[1]) - now), text)
    told = told.replace("blockquote expandable", 'blockquote class="folded"')
    parts = [
        part if part.startswith("<") else _COMMAND.sub(r"<a>\g<0></a>", part)
        for part in _CODED.split(told)
    ]
    told = "".join(parts)
    for sign, medal in MEDALS.items():
        told = told.replace(sign, f'<i class="medal {medal}"></i>')
    return _lines(told)


def _lines(text: str) -> str:
    return (
        text.replace("</blockquote>\n", "</blockquote>")
        .replace("\n<blockquote", "<blockquote")
        .replace("\n", "<br>")
    )


def _poll(poll: Poll, now: int) -> str:
    options = "".join(f"<li><i></i>{escape(option)}</li>" for option in poll.options)
    about = f'<p class="about">{html(poll.about, now)}</p>' if poll.about else ""
    clock = f"<small>Quiz<em>0:{poll.open_period:02}</em></small>" if poll.open_period else ""
    return f'<div class="poll"><b>{escape(poll.question)}</b>{about}{clock}<ul>{options}</ul></div>'


def _ago(seconds: int) -> str:
    """Say a moment as Telegram's clients do."""
    size, unit = next(
        (size, unit)
        for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
        if abs(seconds) >= size or size == 1
    )
    count = round(abs(seconds) / size)
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if seconds >= 0 else f"{words} ago"
