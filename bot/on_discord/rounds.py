"""A live round as everybody sees it: its start, each reveal, the podium. And a day's reveal.

Public: who answered what is never told, only who was right, and nobody who hides is among them.
"""

from discord import ButtonStyle

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.domain.question import KindName
from bot.on_discord import markup, themes
from bot.on_discord.asking import WRITTEN, kicker, pictured, stem
from bot.on_discord.layouts import (
    Button,
    Item,
    Rendered,
    Upload,
    Viewer,
    button,
    card,
    primary,
    rows,
    rule,
    said,
)
from bot.on_discord.limits import fit
from bot.on_discord.marking import solution
from bot.wording import Label

STEM, NAMES = 500, 400
TALLIES = 10
STANDINGS, DAY_STANDINGS, MISSED = 10, 5, 6
BAR = 10
"""Signs of a bar of the distribution."""

_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def started(reply: r.RoundStarted, viewer: Viewer) -> Rendered:
    """Return the start of a round; to who began it or joined it, that they are in."""
    join = button(p.JoinRound(reply.round), Label.JOIN, ButtonStyle.success)
    view = card(
        said(
            f"### {fit(wording.one_line(reply.deck_title, 100), 200)}",
            markup.naming(fit(wording.plain(reply), 600), [wording.literal(reply.by, 60)]),
            "" if viewer.public else f"-# {wording.YOU_ARE_IN}",
        ),
        rows(join if viewer.public else None, button(p.StopRound(reply.round), Label.STOP)),
    )
    return Rendered(view=view, private=not viewer.public)


def revealed(reply: r.Revealed, viewer: Viewer, attached: Upload | None) -> Rendered:
    """Return a closed question: the answer, how everybody did, and who got it."""
    posed = reply.posed
    view = card(
        said(kicker(posed, _heading(reply, viewer)), stem(posed, STEM)),
        pictured(posed, attached),
        said(*solution(posed, reply.solution)),
        [rule()],
        said(*_tallies(reply), f"**{_who(reply)}**", *_day(reply, viewer)),
        said(_onward(reply)),
        _buttons(reply),
        colour=themes.colour_of(posed.theme),
    )
    files = (attached,) if attached else ()
    return Rendered(view=view, files=files, private=not viewer.public, replaces=True)


def _who(reply: r.Revealed) -> str:
    """Return how many got it, and who of them shows themselves."""
    names = (wording.literal(each, 40) for each in reply.right_names[:10])
    return markup.naming(fit(wording.who_line(reply), NAMES), names)


def _onward(reply: r.Revealed) -> str:
    """Return when the round goes on; after its last question nobody knows if one is repeated."""
    if reply.next_at is None:
        return ""
    last = reply.step is not None and reply.step.number >= reply.step.total
    return (
        f"-# {'The round goes on' if last else 'Next question'} {markup.relative(reply.next_at)}."
    )


def _heading(reply: r.Revealed, viewer: Viewer) -> str:
    untimed = reply.step is not None and reply.step.pace is r.Pace.UNTIMED
    shown = untimed and reply.answered > 0  # it is closed by hand, as every one of such a round
    skipped = ", skipped" if reply.skipped and not shown else ""
    if reply.step is not None:
        return f"{wording.step_name(reply.step)}{skipped}"
    if reply.daily is not None:
        return wording.answer_title(reply.daily.day, viewer.today)
    return f"The answer{skipped}"


def _tallies(reply: r.Revealed) -> list[str]:
    """Return the distribution, a bar and a number for each answer."""
    if not reply.answered:
        return []
    lines = [_tally(reply, tally) for tally in reply.tallies[:TALLIES]]
    rest = reply.tallies[TALLIES:]
    more = wording.count_of(sum(tally.count for tally in rest), "other answer")
    return [*lines, f"-# and {more}."] if rest else lines


def _tally(reply: r.Revealed, tally: r.Tally) -> str:
    bar = filled(tally.count, reply.answered, BAR)
    sign = wording.tally_sign(tally)
    source = wording.tally_source(reply.posed, tally)
    text = fit(wording.one_line(source, 60), 90)
    text = f"**{text}**" if tally.correct and text.strip() else text
    return f"{bar} {wording.number(tally.count)} {sign} {text}"


def filled(part: float, whole: float, signs: int) -> str:
    """Return a bar of so many signs, filled by a share; a little of anything shows."""
    share = min(1.0, max(0.0, part / whole)) if whole > 0 else 0.0
    full = round(share * signs) or int(share > 0)
    return "▰" * full + "▱" * (signs - full)


def _day(reply: r.Revealed, viewer: Viewer) -> list[str]:
    """Return the group's row and the day's board under a daily question."""
    if reply.daily is None:
        return []
    board = [standing(each, viewer) for each in reply.daily.board[:DAY_STANDINGS]]
    title = [f"-# {Label.DAY_BOARD}"] if board else []
    return [markup.literal(wording.row_words(reply.daily)), *title, *board]


def standing(each: r.Standing, viewer: Viewer, *, medals: bool = False) -> str:
    """Return one line of a podium or board; in a channel nobody is "you"."""
    name = markup.name(wording.literal(each.name, 40)) or "?"
    place = _MEDALS.get(each.rank, "") if medals and each.points else ""
    place = f"{place} " if place else ""
    right = f", {wording.number(each.right)} right" if each.right else ""
    you = " **(you)**" if each.you and not viewer.public else ""
    points = wording.count_of(each.points, "point")
    return f"{place}**{each.rank}** {name} · {points}{right}{you}"


def _buttons(reply: r.Revealed) -> list[Item]:
    step = None if reply.last else reply.step
    onward = primary if reply.next_at is None else button
    claimable = reply.posed.kind in WRITTEN and reply.posed.kind is not KindName.POINTS
    return rows(
        onward(p.NextInRound(step.round), Label.NEXT) if step else None,
        button(p.Mine(reply.ask), Label.MY_ANSWER) if reply.answered else None,
        button(p.Claim(reply.ask), Label.I_WAS_RIGHT) if claimable and reply.answered else None,
        button(p.ReportIt(reply.ask, "other"), Label.REPORT),
        button(p.StopRound(step.round), Label.STOP) if step else None,
    )


def over(reply: r.RoundOver, viewer: Viewer) -> Rendered:
    """Return the podium, and what most people missed."""
    starter = wording.literal(reply.by, 60)
    by = f" by {starter}" if starter else ""
    title = f"The round was stopped{by}" if reply.stopped else "The round is over"
    counts = [wording.count_of(reply.asked, "question"), wording.count_of(reply.players, "learner")]
    more = len(reply.standings) - STANDINGS
    view = card(
        said(f"### {markup.naming(fit(title, 200), [starter])}", f"-# {' · '.join(counts)}"),
        said(
            *(standing(each, viewer, medals=True) for each in reply.standings[:STANDINGS]),
            f"-# and {wording.count_of(more, 'more learner')}." if more > 0 else "",
            "" if reply.standings else wording.no_standings(reply),
        ),
        [rule()] if reply.missed else [],
        said(*_missed(reply)),
        said(f"-# {wording.IN_REVIEWS}" if reply.players else ""),
        rows(
            _again(reply),
            button(p.Go("review"), Label.REVIEW),
            button(p.ShowBoard(r.Span.WEEK), Label.LEADERBOARD),
        ),
    )
    return Rendered(view=view, private=not viewer.public)


def _again(reply: r.RoundOver) -> Button | None:
    """Return the button to another round like this; to any, where it cannot carry as much."""
    like = f"quiz {reply.deck} {reply.planned or ''} {reply.pace}"
    same = primary(p.Go(" ".join(like.split())), Label.PLAY_AGAIN)
    return same or primary(p.Again(DeckId("")), Label.PLAY_AGAIN)


def _missed(reply: r.RoundOver) -> list[str]:
    if not reply.missed:
        return []
    lines = ["**Worth another look**"]
    for missed in reply.missed[:MISSED]:
        got = f"{wording.number(missed.right)} of {wording.number(missed.answered)} got it"
        question = fit(wording.one_line(missed.stem, 160), 200)
        answer = fit(wording.one_line(wording.missed_source(missed), 80), 120)
        lines.append(f"- {question} **{answer}** ({got})")
    more = len(reply.missed) - MISSED
    return [*lines, f"-# {wording.more_line(more)}"] if more > 0 else lines
