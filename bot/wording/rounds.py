"""Live rounds as plain text: the start, the reveal, the podium."""

from bot.domain.replies import (
    DailyOutcome,
    Missed,
    Pace,
    Posed,
    Revealed,
    RoundOver,
    RoundStarted,
    SkipVoted,
    Source,
    Standing,
    Tally,
)
from bot.wording.asking import step_name
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, room_for
from bot.wording.names import Label, pace_name, source_name
from bot.wording.questions import missed_source, solution_text, tally_sign, tally_source


def round_started(reply: RoundStarted) -> str:
    """Render the start of a round."""
    untimed = reply.pace is Pace.UNTIMED
    pace = "without a clock" if untimed else f"at a {pace_name(reply.pace)} pace"
    by = f"{literal(reply.by, 60)} starts a round" if reply.by else "A round starts"
    title = one_line(reply.deck_title, 100)
    return (
        f"{by}: {count_of(reply.total, 'question')} from {title}, {pace}. "
        "Everyone answers privately; the answer is shown at the end of each question."
    )


def revealed(reply: Revealed) -> str:
    """Render a closed question: the answer, who got it, and how everybody answered."""
    shown = reply.tallies[:12]
    room, rest = room_for(len(shown), 1_000), len(reply.tallies) - len(shown)
    opening = "Skipped." if reply.skipped else "Time to look at the answer."
    heading = f"{step_name(reply.step)}. " if reply.step else ""
    heading = f"{source_name(Source.DAILY)}. " if reply.daily else heading
    by_hand = reply.next_at is None and reply.daily is None and not reply.last
    return lines(
        heading + opening,
        one_line(reply.posed.stem, 300),
        solution_text(reply.posed, reply.solution),
        who_line(reply),
        *(_tally(reply.posed, tally, room) for tally in shown),
        f"and {count_of(rest, 'other answer')}." if rest else "",
        *(daily_outcome(reply.daily) if reply.daily else ()),
        f"Press “{Label.NEXT}” to go on." if by_hand else "",
    )


def row_words(outcome: DailyOutcome) -> str:
    """Say how the group's row stands after a reveal."""
    if outcome.lit:
        if outcome.streak < 2:
            return "At least half of the class took part: that starts a run!"
        count = count_of(outcome.streak, "daily question")
        return f"{count} in a row with at least half of the class!"
    return "When half of the class takes part, a run begins: perhaps with the next question."


def daily_outcome(outcome: DailyOutcome) -> tuple[str, ...]:
    """Render the group's row and the day's board under a reveal."""
    board = outcome.board[:5]
    return (
        row_words(outcome),
        f"{Label.DAY_BOARD}:" if board else "",
        *(standing_line(standing) for standing in board),
    )


def who_line(reply: Revealed) -> str:
    """Say how many got it, and name those of them who show themselves."""
    if not reply.answered:
        return "Nobody answered this one."
    if not reply.right:
        several = f"None of {number(reply.answered)}" if reply.answered > 1 else "Nobody"
        return f"{several} got it this time."
    count = f"{number(reply.right)} of {number(reply.answered)} got it"
    if not reply.right_names:
        return f"{count}."
    names = listed([literal(name, 40) for name in reply.right_names], 10)
    everybody = len(reply.right_names) >= reply.right
    return f"{count}: {names}." if everybody else f"{count}, among them {names}."


def _tally(posed: Posed, tally: Tally, room: int) -> str:
    sign, word = tally_sign(tally), " (the answer)" if tally.correct else ""
    text = one_line(tally_source(posed, tally), room)
    return f"{sign} {text}: {number(tally.count)}{word if tally.index is not None else ''}"


def standing_line(standing: Standing) -> str:
    """Render one line of a podium or board: "2. Ben, 40 points, 5 right (you)"."""
    right = f", {number(standing.right)} right" if standing.right else ""
    you = " (you)" if standing.you else ""
    points = count_of(standing.points, "point")
    return f"{standing.rank}. {literal(standing.name, 40)}, {points}{right}{you}"


YOU_ARE_IN = "You are in. The first question comes here in a moment."
IN_REVIEWS = "Every question of this round is in your own reviews now."


def no_standings(reply: RoundOver) -> str:
    """Say why there is no podium: nobody answered, or those who did are not to be seen."""
    return "Those who answered stay unseen here." if reply.players else "No answers this time."


def round_over(reply: RoundOver) -> str:
    """Render the podium and what most people missed."""
    by = f" by {literal(reply.by, 60)}" if reply.by else ""
    ending = f"The round was stopped{by}" if reply.stopped else "The round is over"
    counts = f"{count_of(reply.asked, 'question')}, {count_of(reply.players, 'learner')}"
    more = len(reply.standings) - 10
    return lines(
        f"{ending}: {counts}.",
        *(standing_line(standing) for standing in reply.standings[:10]),
        f"and {count_of(more, 'more learner')}." if more > 0 else "",
        "Worth another look:" if reply.missed else "",
        *(_missed(missed) for missed in reply.missed[:8]),
        "" if reply.standings else no_standings(reply),
        IN_REVIEWS if reply.players else "",
    )


def _missed(missed: Missed) -> str:
    got = f"{number(missed.right)} of {number(missed.answered)} got it"
    return f"• {one_line(missed.stem, 200)} {one_line(missed_source(missed), 120)} ({got})"


def skip_voted(reply: SkipVoted) -> str:
    """Render a vote to skip."""
    if reply.closed:
        return "Closed for everybody: here comes the answer."
    return f"{number(reply.votes)} of {count_of(reply.needed, 'vote')} to skip this question."
