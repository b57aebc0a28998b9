"""A live round as everybody sees it: its start, each reveal, the podium. And a day's reveal.

Public: who answered what is never told, only who was right, and nobody who hides is among them.
"""

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.domain.question import KindName
from bot.on_telegram import links, markup
from bot.on_telegram.asking import WRITTEN, alt, kicker, pictured, stem, when
from bot.on_telegram.keyboards import Row, key, link, primary, rows
from bot.on_telegram.limits import fit
from bot.on_telegram.marking import solution
from bot.on_telegram.markup import (
    EMPTY,
    Html,
    bold,
    italic,
    joined,
    lines,
    literal,
    own,
    phrase,
)
from bot.on_telegram.messages import Key, Rendered, Style, Upload, Viewer
from bot.on_telegram.paging import message
from bot.wording import Label

STEM, NAMES = 500, 400
TALLIES = 10
STANDINGS, DAY_STANDINGS, MISSED = 10, 5, 6
BAR = 8
"""Signs of a bar of the distribution."""

_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def started(reply: r.RoundStarted, viewer: Viewer) -> Rendered:
    """Return the start of a round."""
    return message(
        bold(fit(wording.one_line(reply.deck_title, 100), 200)),
        markup.naming(fit(wording.plain(reply), 600, own), [wording.literal(reply.by, 60)]),
        keys=(
            rows(
                key(p.JoinRound(reply.round), Label.JOIN, Style.SUCCESS),
                key(p.StopRound(reply.round), Label.STOP),
            ),
        ),
        private=not viewer.public,
    )


def revealed(reply: r.Revealed, viewer: Viewer, attached: Upload | None) -> Rendered:
    """Return a closed question: the answer, how everybody did, and who got it."""
    posed = reply.posed
    photo, document = pictured(attached)
    names = (wording.literal(each, 40) for each in reply.right_names[:10])
    who = bold(markup.naming(fit(wording.who_line(reply), NAMES), names))
    return message(
        lines(kicker(posed, _heading(reply, viewer)), alt(posed, attached)),
        stem(posed, STEM),
        *solution(posed, reply.solution),
        lines(*_tallies(reply), who),
        lines(*_day(reply, viewer)),
        italic(_onward(reply, viewer)),
        keys=(_keys(reply, viewer),),
        photo=photo,
        document=document,
        private=not viewer.public,
        replaces=True,
    )


def _onward(reply: r.Revealed, viewer: Viewer) -> Html:
    """Return when the round goes on; after its last question nobody knows if one is repeated."""
    if reply.next_at is None or reply.next_at < viewer.now:
        return EMPTY
    if reply.step is not None and reply.step.number >= reply.step.total:
        return phrase("The round goes on {}.", when(reply.next_at, viewer))
    return phrase("Next question {}.", when(reply.next_at, viewer))


def _heading(reply: r.Revealed, viewer: Viewer) -> str:
    skipped = ", skipped" if reply.skipped else ""
    if reply.step is not None:
        return f"{wording.step_name(reply.step)}{skipped}"
    if reply.daily is not None:
        return wording.answer_title(reply.daily.day, viewer.today)
    return f"The answer{skipped}"


def _tallies(reply: r.Revealed) -> list[Html]:
    """Return the distribution, a bar and a number for each answer."""
    if not reply.answered:
        return []
    found = [_tally(reply, tally) for tally in reply.tallies[:TALLIES]]
    rest = reply.tallies[TALLIES:]
    more = wording.count_of(sum(tally.count for tally in rest), "other answer")
    return [*found, phrase("and {}.", literal(more))] if rest else found


def _tally(reply: r.Revealed, tally: r.Tally) -> Html:
    bar = literal(filled(tally.count, reply.answered, BAR))
    sign = literal(wording.tally_sign(tally))
    source = wording.tally_source(reply.posed, tally)
    text = fit(wording.one_line(source, 60), 90, markup.name)
    text = bold(text) if tally.correct else text
    return phrase("{} {} {} {}", bar, literal(wording.number(tally.count)), sign, text)


def filled(part: float, whole: float, signs: int) -> str:
    """Return a bar of so many signs, filled by a share; a little of anything shows."""
    share = min(1.0, max(0.0, part / whole)) if whole > 0 else 0.0
    full = round(share * signs) or int(share > 0)
    return "▰" * full + "▱" * (signs - full)


def _day(reply: r.Revealed, viewer: Viewer) -> list[Html]:
    """Return the group's row and the day's board under a daily question."""
    if reply.daily is None:
        return []
    board = [standing(each, viewer) for each in reply.daily.board[:DAY_STANDINGS]]
    title = [italic(literal(Label.DAY_BOARD))] if board else []
    return [literal(wording.row_words(reply.daily)), *title, *board]


def standing(each: r.Standing, viewer: Viewer) -> Html:
    """Return one line of a podium or board; in a group nobody is "you"."""
    you = each.you and not viewer.public
    named = markup.name(wording.literal(each.name, 40)) or literal("?")
    medal = _MEDALS.get(each.rank) if each.points else None
    place = literal(medal or f"{each.rank}.")
    right = f"{wording.number(each.right)} right" if each.right else ""
    counts = literal(", ".join(filter(None, (wording.count_of(each.points, "point"), right))))
    line = phrase("{} {} · {}", place, bold(named) if you or each.rank == 1 else named, counts)
    return phrase("{} {}", line, bold(phrase("◀ you"))) if you else line


def _keys(reply: r.Revealed, viewer: Viewer) -> list[Row]:
    step = None if reply.last else reply.step
    onward = primary if reply.next_at is None else key
    claimable = reply.posed.kind in WRITTEN and reply.posed.kind is not KindName.POINTS
    return rows(
        onward(p.NextInRound(step.round), Label.NEXT) if step else None,
        key(p.Mine(reply.ask), Label.MY_ANSWER) if reply.answered else None,
        key(p.Claim(reply.ask), Label.I_WAS_RIGHT) if claimable and reply.answered else None,
        key(p.ReportIt(reply.ask, "other"), Label.REPORT),
        key(p.StopRound(step.round), Label.STOP) if step else None,
    )


def over(reply: r.RoundOver, viewer: Viewer) -> Rendered:
    """Return the podium, and what most people missed."""
    starter = wording.literal(reply.by, 60)
    by = f" by {starter}" if starter else ""
    said = f"The round was stopped{by}" if reply.stopped else "The round is over"
    title = markup.naming(fit(said, 200), [starter])
    counts = [wording.count_of(reply.asked, "question"), wording.count_of(reply.players, "learner")]
    more = len(reply.standings) - STANDINGS
    rest = f"and {wording.count_of(more, 'more learner')}." if more > 0 else ""
    return message(
        lines(
            bold(markup.naming(fit(title, 200), [starter])), italic(joined(map(literal, counts)))
        ),
        lines(
            *(standing(each, viewer) for each in reply.standings[:STANDINGS]),
            literal(rest),
            EMPTY if reply.standings else literal(wording.no_standings(reply)),
        ),
        lines(*_missed(reply)),
        italic(literal(wording.IN_REVIEWS)) if reply.players else EMPTY,
        keys=(
            rows(
                primary(p.Again(DeckId("")), Label.PLAY_AGAIN),
                to_review(viewer),
                key(p.Go("leaderboard"), Label.LEADERBOARD),
            ),
        ),
        private=not viewer.public,
    )


def to_review(viewer: Viewer) -> Key | None:
    """Return the key to one's own reviews: in a group it leads into the private chat."""
    if viewer.public and viewer.bot:
        return link(links.command_link(viewer.bot, "review"), Label.REVIEW)
    return key(p.Go("review"), Label.REVIEW)


def _missed(reply: r.RoundOver) -> list[Html]:
    if not reply.missed:
        return []
    found = [bold(phrase("Worth another look"))]
    for missed in reply.missed[:MISSED]:
        got = f"({wording.number(missed.right)} of {wording.number(missed.answered)} got it)"
        question = fit(wording.one_line(missed.stem, 160), 200, markup.name)
        answer = bold(fit(wording.one_line(wording.missed_source(missed), 80), 120, markup.name))
        found.append(phrase("• {} {} {}", question, answer, literal(got)))
    more = len(reply.missed) - MISSED
    return [*found, literal(wording.more_line(more))] if more > 0 else found
