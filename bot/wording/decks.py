"""Decks that people bring: what comes, what waits, what goes out. Plain text, and its parts.

What a file says of itself (names, titles, notes) is somebody's text: cut to a line and cleaned.
"""

from collections.abc import Sequence

from bot.domain.replies import (
    BringDeck,
    DeckAbout,
    DeckComing,
    DeckFile,
    DeckKept,
    DeckUnread,
    DraftDone,
    DraftQueue,
    DraftText,
    PausedShown,
    Sample,
    Spot,
)
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, quoted, sentence
from bot.wording.questions import answer_sources, question_text

_MADE_OF = {
    "date": "a date",
    "number": "a figure",
    "list": "a list",
    "order": "dates in a row",
    "term": "a term",
    "choice": "answers of the same kind",
}
_REASONS = {
    "wrong": "the answer looks off",
    "unclear": "it is unclear",
    "typo": "a typing slip",
    "offensive": "it is hurtful",
    "other": "something else",
}


def deck_about(reply: DeckAbout) -> str:
    """Render one deck."""
    back = f"Back in play: {quoted(reply.back)}." if reply.back else ""
    title, about = one_line(reply.title, 80), one_line(reply.description, 300)
    themes = [f"{one_line(name, 60)} ({number(count)})" for name, count in reply.themes]
    return lines(
        back,
        f"{title}: {count_of(reply.questions, 'question')}, {deck_state(reply)}.",
        sentence(about),
        f"Themes: {listed(themes, 8)}." if themes else "",
        waiting_line(reply.waiting),
        *(f"Paused: {paused_line(each)}" for each in reply.paused[:5]),
        f"Take it out with /deck export {literal(reply.deck, 40)}",
    )


def deck_state(reply: DeckAbout) -> str:
    """Say whose a deck is and whether it is played, within a sentence."""
    owner = f"brought by {literal(reply.owner, 60)}" if reply.owner else "for everybody"
    return f"{owner}, {'in play' if reply.chosen else 'not in play'}"


def waiting_line(waiting: int) -> str:
    """Say how many proposals wait, "" for none."""
    if not waiting:
        return ""
    return f"{count_of(waiting, 'proposed question')} {_verb(waiting)} for an editor."


def _verb(count: int) -> str:
    return "waits" if count == 1 else "wait"


def paused_line(paused: PausedShown) -> str:
    """Say why a question is paused."""
    return f"{quoted(paused.sample.posed.stem)}: {listed(report_lines(paused), 3)}."


def complaint_words(reason: str) -> str:
    """Say what somebody found about a question, within a sentence."""
    return _REASONS.get(reason, "something else")


def report_lines(paused: PausedShown) -> list[str]:
    """Say what learners reported, one line each."""
    return [
        complaint_words(reason) + (f" (“{literal(note, 120)}”)" if note else "")
        for reason, note in paused.reports
    ] or ["reported"]


def bring_deck(reply: BringDeck) -> str:
    """Render that a deck may be brought in."""
    return (
        f"Bring a deck in for {literal(reply.class_name, 60)}: notes, flashcards, a table, or a "
        "file from Anki, Quizlet or Moodle. Nothing is kept before you have seen what would come."
    )


def coming_parts(reply: DeckComing) -> tuple[str, ...]:
    """Return what a file would bring, each thing with its number; only what there is."""
    counted = (
        (reply.added, "new", ""),
        (reply.unchanged, "unchanged", ""),
        (reply.reworded, "reworded", "progress stays"),
        (reply.changed, "with another answer than before", ""),
        (reply.gone, "no longer in the file", "put aside"),
        (reply.proposed, "proposed from your notes", "for you to look through"),
    )
    return tuple(
        f"{number(count)} {what}" + (f": {then}" if then else "")
        for count, what, then in counted
        if count
    )


def deck_coming(reply: DeckComing) -> str:
    """Render what a file would bring."""
    samples = "" if not reply.samples else "For example:"
    return lines(
        f"{one_line(reply.title, 80)} ({'new' if reply.new else 'known'}), for "
        f"{literal(reply.class_name, 60)}. Nothing is kept yet.",
        read_as(reply.format_title, reply.reason),
        *coming_parts(reply),
        *(f"Changed: {change_line(*change)}" for change in reply.changes[:5]),
        _decide(reply),
        *(spot_line(spot) for spot in reply.warnings[:8]),
        more_line(reply.more_warnings),
        samples,
        *(f"• {sample_line(sample)}" for sample in reply.samples[:3]),
    )


def _decide(reply: DeckComing) -> str:
    if not reply.undecided:
        return ""
    return "Please say first whether the changed ones are the same questions, mended, or others."


def read_as(format_title: str, reason: str) -> str:
    """Say how a file was read, and why."""
    why = f": {literal(reason, 200)}" if reason else ""
    return sentence(f"Read as {literal(format_title, 80)}{why}")


def change_line(before: Sample, after: Sample) -> str:
    """Say what changed about a question: the old, an arrow, the new."""
    return f"{sample_line(before, 70)} → {sample_line(after, 70)}"


def sample_line(sample: Sample, limit: int = 120) -> str:
    """Return a question and its answer on one line."""
    answer = listed([one_line(text, 60) for text in answer_sources(sample.posed, sample.solution)])
    said = quoted(sample.posed.stem, limit)
    return f"{said} ({literal(answer, limit)})" if answer else said


def spot_line(spot: Spot) -> str:
    """Say what is the matter at a place of a file: its line and column, and a sentence."""
    said = sentence(literal(spot.sentence, 300))
    said = said[:1].upper() + said[1:]
    return f"{spot_place(spot)}: {said}" if spot_place(spot) else said


def spot_place(spot: Spot) -> str:
    """Name a place of a file, "" for the whole of it."""
    if not spot.line:
        return ""
    return f"Line {spot.line}" + (f", column {spot.column}" if spot.column else "")


def more_line(count: int) -> str:
    """Say that there is more of something than is shown, "" if there is not."""
    return f"And {number(count)} more like {'this' if count == 1 else 'these'}." if count else ""


def unread_line(reply: DeckUnread, how: str = "Please say which, or save it in another.") -> str:
    """Say that a file could not be read, and what to do next; ``how`` a format is named here."""
    name = quoted(reply.file_name, 80)
    if not reply.problems:
        return f"I cannot tell which format {name} is in. {how}"
    return f"{name} is not brought in, and nothing has changed. This is what stands in the way:"


def deck_unread(reply: DeckUnread) -> str:
    """Render why a file cannot be read."""
    return lines(
        unread_line(reply),
        *(spot_line(spot) for spot in reply.problems[:10]),
        more_line(reply.more + max(0, len(reply.problems) - 10)),
    )


def kept_line(reply: DeckKept) -> str:
    """Say what bringing a deck in did."""
    parts = (
        (reply.added, "added"),
        (reply.changed, "changed"),
        (reply.retired, "put aside"),
        (reply.unchanged, "unchanged"),
    )
    said = listed([f"{number(count)} {what}" for count, what in parts if count])
    return f"{one_line(reply.title, 80)} is in: {said or 'nothing to change'}."


def deck_kept(reply: DeckKept) -> str:
    """Render that a deck was brought in."""
    return lines(
        kept_line(reply),
        waiting_line(reply.waiting),
        f"{'Play' if reply.live else 'Study'} it with "
        f"/{'quiz' if reply.live else 'review'} {one_line(reply.title, 80)}",
    )


def done_line(reply: DraftQueue) -> str:
    """Say what was just done to a proposal, "" if nothing was."""
    match reply.done:
        case DraftDone.ACCEPTED:
            return "Accepted: it is in play."
        case DraftDone.DROPPED:
            return "Dropped. I shall not propose it again."
        case DraftDone.EDITED:
            return "Saved. Have a look, then accept it."
        case DraftDone.ALL_ACCEPTED:
            return f"{count_of(reply.count, 'question')} accepted: all in play."
        case DraftDone.SUGGESTED:
            return "Thank you! An editor of your class will have a look."
        case DraftDone.GONE:
            return "That one is settled already."
        case None:
            return ""


def made_of(why: str) -> str:
    """Say what a proposal was made of, within a sentence."""
    return _MADE_OF.get(why, "your notes")


def draft_queue(reply: DraftQueue) -> str:
    """Render the first proposal that waits."""
    title = one_line(reply.title, 80)
    if reply.first is None:
        handed_in = reply.done is DraftDone.SUGGESTED  # by a member, for whom nothing ever waits
        return lines(done_line(reply), "" if handed_in else f"Nothing waits for you in {title}.")
    sample = reply.first.sample
    answers = answer_sources(sample.posed, sample.solution)
    return lines(
        done_line(reply),
        f"{title}: {waiting_line(reply.waiting) or 'one waits.'}",
        question_text(sample.posed),
        f"Answer: {listed([one_line(text, 120) for text in answers], 8)}" if answers else "",
        f"Made of {made_of(reply.first.why)}, line {number(reply.first.line)}.",
    )


def draft_text(reply: DraftText) -> str:
    """Render a proposal as its author would write it."""
    return lines(
        *(spot_line(spot) for spot in reply.spots[:5]),
        f"This is how the proposal in {one_line(reply.title, 80)} is written:",
        literal(reply.text, 1_500),
    )


def file_line(reply: DeckFile) -> str:
    """Say which file a deck has become."""
    size = count_of(max(1, round(len(reply.body) / 1_000)), "kilobyte")
    return f"{one_line(reply.title, 80)} is in {literal(reply.file_name, 80)} ({size})."


def loss_lines(losses: Sequence[tuple[str, str]]) -> list[str]:
    """Say what a file cannot hold: each thing once, with the number of questions it is about."""
    about: dict[str, list[str]] = {}
    for question, said in losses:
        about.setdefault(sentence(literal(said, 300)), []).append(question)
    return [f"{_whose(ids)}{said}" for said, ids in about.items()]


def _whose(ids: list[str]) -> str:
    if not any(ids):
        return ""
    if len(ids) == 1:
        return f"{literal(ids[0], 40)}: "
    return f"{count_of(len(ids), 'question')}: "


def deck_file(reply: DeckFile) -> str:
    """Render a deck as a file; the file itself goes beside the text."""
    lost = loss_lines(reply.losses)
    return lines(
        file_line(reply),
        "What this format cannot hold:" if reply.losses else "Nothing is lost in this format.",
        *lost[:8],
        more_line(max(0, len(lost) - 8)),
    )
