"""Decks: the list, one of them, a file on its way in, proposals, and a deck as a file."""

from collections.abc import Sequence

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.on_telegram import limits, markup
from bot.on_telegram.asking import lettered, stem
from bot.on_telegram.files import beside, upload
from bot.on_telegram.keyboards import Row, column, key, primary, rows
from bot.on_telegram.limits import fit, size, units
from bot.on_telegram.marking import answer
from bot.on_telegram.markup import (
    EMPTY,
    Html,
    apart,
    bold,
    code_block,
    italic,
    joined,
    lines,
    literal,
    own,
    phrase,
    quotation,
)
from bot.on_telegram.messages import Key, Rendered, Style, Upload, Viewer
from bot.on_telegram.paging import cut_page, message, page_of, pager
from bot.usecases.decks import READS
from bot.wording import Label, guiding

LIST_PAGE = 10
"""Decks on a page: each has lines and a key."""

SPOTS_PAGE = 2_600
PAUSED = 4
TEXT_SHOWN = 2_600
"""Units of a proposal's own text that are shown; a longer one comes as a file too."""


def titled(text: str, most: int = 80) -> Html:
    """Return the title of a deck, in bold."""
    return bold(fit(wording.one_line(text, most), 2 * most, markup.name))


def listed(texts: Sequence[str], most: int, whole: int) -> list[Html]:
    """Return texts as a list, and how many of the ``whole`` are left out."""
    more = literal(wording.more_line(max(0, whole - len(texts))))
    return [*(phrase("• {}", fit(text, most, markup.name)) for text in texts), more]


def decks(reply: r.Decks, viewer: Viewer, page: int) -> Rendered:
    """Return the decks a class can use, and a key to look at each."""
    if not reply.decks:
        return message(fit(wording.plain(reply, today=viewer.today), 600, own), replaces=True)
    page, pages, here = cut_page(reply.decks, page, LIST_PAGE)
    titles = (
        key(p.OfDeck("show", each.deck), f"{'✓ ' if each.chosen else ''}{_short(each)}")
        for each in here
    )
    return message(
        bold(literal(Label.DECKS)),
        *(_deck(each) for each in here),
        keys=(
            pager("deck", page, pages),
            column(*titles),
            rows(key(p.Go("deck import"), Label.BRING_DECK)) if reply.may_edit else [],
        ),
        replaces=True,
    )


def _short(deck: r.DeckShown) -> str:
    return wording.one_line(deck.title, 50) or deck.deck


def _deck(deck: r.DeckShown) -> Html:
    used = phrase("✓ ") if deck.chosen else EMPTY
    counts = [wording.count_of(deck.questions, "question"), "in play" if deck.chosen else ""]
    said = joined(literal(count) for count in counts)
    about = fit(wording.one_line(deck.description, 80), 120, markup.name)
    return lines(
        phrase("{}{} · {}", used, titled(deck.title, 60), said),
        italic(about),
        literal(wording.waiting_line(deck.waiting)),
    )


def about(reply: r.DeckAbout) -> Rendered:
    """Return one deck and what can be done with it."""
    deck = reply.deck
    themes = [f"{wording.one_line(name, 60)} ({wording.number(n)})" for name, n in reply.themes]
    state = f"{wording.count_of(reply.questions, 'question')} · {wording.deck_state(reply)}"
    back = wording.quoted(reply.back) if reply.back else ""
    looking = f"{Label.LOOK_THROUGH} ({wording.number(reply.waiting)})"
    return message(
        phrase("✓ Back in play: {}.", fit(back, 200)) if back else EMPTY,
        lines(titled(reply.title), italic(fit(state, 200))),
        fit(reply.description, 500, markup.block),
        fit(wording.listed(themes, 12), 700, markup.name),
        *(_paused(each) for each in reply.paused[:PAUSED]),
        keys=(
            rows(
                primary(p.Again(deck), Label.START_ROUND) if reply.live else None,
                key(p.OfDeck("review", deck), Label.REVIEW),
                key(p.OfDeck("drafts", deck), looking) if reply.waiting else None,
            ),
            column(*(_back(deck, each) for each in reply.paused[:PAUSED])),
            rows(_playing(reply)) if reply.may_edit else [],
            rows(key(p.OfDeck("export", deck), Label.TAKE_OUT), key(p.Go("deck"), Label.DECKS)),
        ),
        replaces=True,
    )


def _playing(reply: r.DeckAbout) -> Key | None:
    """Return the key that puts a deck among those of the class, or takes it away from them."""
    verb, label = ("disable", Label.REST_DECK) if reply.chosen else ("enable", Label.USE_DECK)
    return key(p.Turn(f"deck {verb} {reply.deck}", 0), label)


def _paused(paused: r.PausedShown) -> Html:
    """Return a question that rests since learners reported it."""
    question = fit(wording.quoted(paused.sample.posed.stem, 80), 120, markup.name)
    why = fit(wording.listed(wording.report_lines(paused), 3), 240, markup.name)
    return lines(phrase("{} {}", bold(phrase("Paused")), question), italic(why))


def _back(deck: DeckId, paused: r.PausedShown) -> Key | None:
    which = p.which_of(paused.question)
    asks = wording.one_line(paused.sample.posed.stem, 40)
    return key(p.OfDeck("back", deck, which), f"{Label.LET_BACK}: {asks}")


def bringing(reply: r.BringDeck) -> Rendered:
    """Return that a deck may be brought in, and how that is done here."""
    how = phrase("Send me the file here, as a document.")
    return message(fit(wording.plain(reply), 800, own), how)


def coming(reply: r.DeckComing, attached: Upload | None) -> Rendered:
    """Return what a file would bring; its keys bring in the file that they stand below.

    So that file and keys are one message, all of it is a caption: what does not fit is counted.
    """
    known = phrase("{} ({})", titled(reply.title, 60), literal("new" if reply.new else "known"))
    head = lines(known, italic(fit(wording.read_as(reply.format_title, reply.reason), 160)))
    what = lines(
        bold(phrase("Nothing is kept yet. This would come:")),
        *listed(wording.coming_parts(reply), 100, 0),
    )
    asking = italic(phrase("Are the changed ones the same, mended? Then progress stays."))
    groups = [head, what, asking if reply.changed else EMPTY]
    for extra in _extras(reply):
        if size(apart(*groups, extra)) <= limits.CAPTION:
            groups.append(extra)
    document = attached if attached and attached.data else None
    return message(
        *groups,
        keys=(_bring_keys(reply),) if document else (),
        document=document,
        replaces=True,
    )


def _extras(reply: r.DeckComing) -> list[Html]:
    """Return what else there is to say of a file, the most important first."""
    spots = [wording.spot_line(spot) for spot in reply.warnings[:3]]
    more = reply.more_warnings + len(reply.warnings)
    changes = [wording.change_line(*change) for change in reply.changes[:2] if reply.changed]
    samples = [wording.sample_line(sample) for sample in reply.samples[:2]]
    return [
        lines(bold(phrase("Worth a look")), *listed(spots, 120, more)) if spots else EMPTY,
        lines(bold(phrase("Changed")), *listed(changes, 140, 0)) if changes else EMPTY,
        lines(bold(phrase("A few of them")), *listed(samples, 140, 0)) if samples else EMPTY,
    ]


def _bring_keys(reply: r.DeckComing) -> list[Row]:
    """Return the ways to keep it: where questions changed, their learners' progress is decided."""
    cancel = key(p.Go("deck"), Label.CANCEL)
    if not reply.changed:
        return rows(primary(p.BringIt(reply.format, same=None), Label.BRING_IN), cancel)
    return rows(
        primary(p.BringIt(reply.format, same=True), Label.SAME_ONES),
        key(p.BringIt(reply.format, same=False), Label.OTHER_ONES),
        cancel,
    )


def unread(reply: r.DeckUnread) -> Rendered:
    """Return why a file cannot be read, line by line."""
    spots = [phrase("• {}", fit(wording.spot_line(spot), 260)) for spot in reply.problems]
    _, _, here = page_of(spots, 0, SPOTS_PAGE)
    more = wording.more_line(reply.more + len(spots) - len(here))
    said = fit(wording.unread_line(reply, guiding.TAP_FORMAT), 400)
    unknown = not reply.problems
    forms = rows(*(key(p.Go(f"deck import {name}"), title) for name, title in READS))
    return message(said, lines(*here, literal(more)), keys=(forms,) if unknown else ())


def kept(reply: r.DeckKept) -> Rendered:
    """Return that a deck is in, and what to do with it now."""
    look = primary if reply.waiting else key
    said = fit(wording.kept_line(reply), 300, markup.name)
    return message(
        bold(phrase("✓ {}", said)),
        literal(wording.waiting_line(reply.waiting)),
        keys=(
            rows(
                look(p.OfDeck("drafts", reply.deck), Label.LOOK_THROUGH) if reply.waiting else None,
                key(p.Again(reply.deck), Label.START_ROUND) if reply.live else None,
                key(p.OfDeck("review", reply.deck), Label.REVIEW),
                key(p.OfDeck("show", reply.deck), Label.SEE_DECK),
            ),
        ),
        replaces=True,
    )


def drafts(reply: r.DraftQueue) -> Rendered:
    """Return the first proposal that waits, as learners would see it, with its answer."""
    done = wording.done_line(reply)
    heading = lines(literal(f"✓ {done}" if done else ""), titled(reply.title))
    back = key(p.OfDeck("show", reply.deck), Label.SEE_DECK)
    if reply.first is None:
        nothing = phrase("Nothing waits for you here.")
        # Of a class that nobody has written a card for, there is no deck to see.
        onward = back if done else key(p.Go("deck"), Label.DECKS)
        return message(heading, nothing, keys=(rows(onward),), replaces=True)
    posed, solution = reply.first.sample.posed, reply.first.sample.solution
    which = p.which_of(posed.question)
    made = f"Made of {wording.made_of(reply.first.why)}, line {wording.number(reply.first.line)}."
    everything = f"{Label.ACCEPT_ALL} ({wording.number(reply.waiting)})"
    return message(
        lines(heading, literal(wording.waiting_line(reply.waiting))),
        stem(posed, 900),
        lines(*lettered(posed, posed.options, max(24, 900 // max(1, len(posed.options))))),
        lines(*answer(posed, solution)),
        quotation(fit(solution.explanation, 500, markup.block)),
        italic(fit(made, 200)),
        keys=(
            rows(
                key(p.OfDeck("accept", reply.deck, which), Label.ACCEPT, Style.SUCCESS),
                key(p.OfDeck("edit", reply.deck, which), Label.EDIT),
                key(p.OfDeck("drop", reply.deck, which), Label.DROP),
            ),
            rows(key(p.OfDeck("all", reply.deck), everything) if reply.waiting > 1 else None, back),
        ),
        replaces=True,
    )


def draft_text(reply: r.DraftText) -> Rendered:
    """Return a proposal as its author would write it, with what stands in the way of keeping it."""
    spots = [wording.spot_line(spot) for spot in reply.spots[:5]]
    text = reply.text.replace("\r\n", "\n")
    return message(
        lines(titled(reply.title), *listed(spots, 240, len(reply.spots))),
        fit(text, TEXT_SHOWN, code_block),
        keys=(
            rows(
                primary(p.OfDeck("edit", reply.deck, p.which_of(reply.question)), Label.EDIT),
                key(p.OfDeck("drafts", reply.deck), Label.CANCEL),
            ),
        ),
        document=as_file(f"{reply.question}.txt", text),
        replaces=True,
    )


def as_file(name: str, text: str) -> Upload | None:
    """Return a text as a file, if it is longer than a message shows of it."""
    cut = units(text) > TEXT_SHOWN
    return upload(name, text.encode("utf-8", "replace")) if cut else None


def deck_file(reply: r.DeckFile) -> Rendered:
    """Return a deck as a file, and what its format cannot hold."""
    losses = wording.loss_lines(reply.losses)
    lost = lines(
        bold(phrase("What this format cannot hold")), *listed(losses[:8], 320, len(losses))
    )
    fine = phrase("Nothing is lost in this format.")
    said = fit(wording.file_line(reply), 400, markup.name)
    return beside(said, reply.file_name, reply.body, lost if losses else fine)
