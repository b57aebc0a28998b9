"""Decks: the list, one of them, a file on its way in, proposals, and a deck as a file."""

from collections.abc import Sequence

from discord import ButtonStyle

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.ids import DeckId
from bot.domain.markup import plain
from bot.on_discord import markup
from bot.on_discord.asking import lettered, stem
from bot.on_discord.files import beside, upload
from bot.on_discord.layouts import (
    Item,
    Option,
    Rendered,
    Upload,
    button,
    card,
    menu,
    option,
    primary,
    rows,
    rule,
    said,
    shown,
)
from bot.on_discord.limits import OPTION_VALUE, SELECT_OPTIONS, fit, size
from bot.on_discord.marking import answer
from bot.on_discord.paging import cut_page, page_of, pager
from bot.usecases.decks import WRITES
from bot.wording import Label
from bot.wording.by_slash import OPTION_FORMAT
from bot.wording.dialogs import CARD

HOW = "Type **/deck import** and put the file beside it."
LIST_PAGE = 15
SPOTS_PAGE = 2_600
PAUSED = 4
TEXT_SHOWN = 2_600
"""Characters of a proposal's own text that are shown; a longer one comes as a file too."""


def _title(text: str) -> str:
    return fit(wording.one_line(text, 80), 160)


def decks(reply: r.Decks, page: int) -> Rendered:
    """Return the decks a class can use, and selects to look at one and to choose."""
    if not reply.decks:
        return Rendered(view=card(said(fit(wording.plain(reply), 600))), replaces=True)
    page, pages, here = cut_page(reply.decks, page, LIST_PAGE)
    choosable = _options(reply.decks, chosen=True) if pages == 1 and reply.may_edit else []
    view = card(
        said(f"### {Label.DECKS}"),
        said(*(_deck(deck) for deck in here)),
        pager("deck", page, pages),
        menu(p.Go("deck show"), "Look at a deck", _options(here)),
        menu(p.Go("deck"), "Choose those of your class", choosable, most=SELECT_OPTIONS),
        rows(button(p.Go("deck import"), Label.BRING_DECK)) if reply.may_edit else [],
    )
    return Rendered(view=view, replaces=True)


def _deck(deck: r.DeckShown) -> str:
    used = "✓ " if deck.chosen else ""
    counts = [wording.count_of(deck.questions, "question"), "in play" if deck.chosen else ""]
    waiting = wording.waiting_line(deck.waiting)
    about = fit(wording.one_line(deck.description, 80), 120)
    title = fit(wording.one_line(deck.title, 60), 90)
    lines = [
        f"{used}**{title}** · {' · '.join(part for part in counts if part)}",
        f"-# {about}" if about else "",
        f"-# {waiting}" if waiting else "",
    ]
    return "\n".join(each for each in lines if each)


def _options(decks_: Sequence[r.DeckShown], *, chosen: bool = False) -> list[Option]:
    return [
        option(plain(deck.title), deck.deck, plain(deck.description), chosen=chosen and deck.chosen)
        for deck in decks_
        if 0 < size(deck.deck) <= OPTION_VALUE
    ]


def about(reply: r.DeckAbout) -> Rendered:
    """Return one deck and what can be done with it."""
    deck = reply.deck
    themes = [f"{wording.one_line(name, 60)} ({wording.number(n)})" for name, n in reply.themes]
    drafts = f"{Label.LOOK_THROUGH} ({reply.waiting})"
    view = card(
        said(f"✓ Back in play: {fit(wording.quoted(reply.back), 200)}." if reply.back else ""),
        said(
            f"### {_title(reply.title)}",
            f"-# {wording.count_of(reply.questions, 'question')} · "
            f"{fit(wording.deck_state(reply), 200)}",
            fit(reply.description, 500, markup.block),
            fit(wording.listed(themes, 12), 700),
        ),
        *(_paused(deck, each) for each in reply.paused[:PAUSED]),
        rows(
            primary(p.Again(deck), Label.START_ROUND) if reply.live else None,
            button(p.OfDeck("review", deck), Label.REVIEW),
            button(p.OfDeck("drafts", deck), drafts) if reply.waiting else None,
        ),
        _taking_out(reply),
    )
    return Rendered(view=view, replaces=True)


def _paused(deck: DeckId, paused: r.PausedShown) -> list[Item]:
    """Return a question that rests since learners reported it, and the way back."""
    question = fit(wording.quoted(paused.sample.posed.stem, 80), 120)
    why = fit(wording.listed(wording.report_lines(paused), 3), 240)
    press = p.OfDeck("back", deck, p.which_of(paused.question))
    return [*said(f"**Paused** {question}", f"-# {why}"), *rows(button(press, Label.LET_BACK))]


def _taking_out(reply: r.DeckAbout) -> list[Item]:
    formats = [option(title, name) for name, title in WRITES]
    try:
        return menu(p.OfDeck("export", reply.deck), "Take it out as a file", formats)
    except ValueError:  # an id that no button can carry
        return []


def bringing(reply: r.BringDeck) -> Rendered:
    """Return that a deck may be brought in, and how that is done here."""
    return Rendered(view=card(said(fit(wording.plain(reply), 800), HOW)))


def coming(reply: r.DeckComing, attached: Upload | None) -> Rendered:
    """Return what a file would bring; its buttons bring in the file beside them."""
    parts = [f"- {markup.literal(part)}" for part in wording.coming_parts(reply)]
    changes = [
        f"- {fit(wording.change_line(*change), 240)}" for change in reply.changes if reply.changed
    ]
    spots = [f"- {fit(wording.spot_line(spot), 220)}" for spot in reply.warnings[:4]]
    more = wording.more_line(reply.more_warnings + len(reply.warnings[4:]))
    samples = [f"- {fit(wording.sample_line(sample), 260)}" for sample in reply.samples[:2]]
    view = card(
        said(
            f"### {_title(reply.title)} ({'new' if reply.new else 'known'})",
            f"-# {fit(wording.read_as(reply.format_title, reply.reason), 500)}",
            "**Nothing is kept yet.** This is what would come:",
            *parts,
        ),
        said("**Changed**" if changes else "", *changes[:3]),
        said("**Worth a look**" if spots else "", *spots, markup.literal(more)),
        said("**A few of them**" if samples else "", *samples),
        shown(attached),
        _bring_buttons(reply) if attached else [],
    )
    return Rendered(view=view, files=(attached,) if attached else (), replaces=True)


def _bring_buttons(reply: r.DeckComing) -> list[Item]:
    """Return the ways to keep it: where questions changed, their learners' progress is decided."""
    cancel = button(p.Go("deck"), Label.CANCEL)
    if not reply.changed:
        return rows(primary(p.BringIt(reply.format, same=None), Label.BRING_IN), cancel)
    return [
        *said(
            "*Are the changed ones the same questions, mended? Then learners keep their progress.*"
        ),
        *rows(
            primary(p.BringIt(reply.format, same=True), Label.SAME_ONES),
            button(p.BringIt(reply.format, same=False), Label.OTHER_ONES),
            cancel,
        ),
    ]


def unread(reply: r.DeckUnread) -> Rendered:
    """Return why a file cannot be read, line by line."""
    spots = [f"- {fit(wording.spot_line(spot), 260)}" for spot in reply.problems]
    _, _, here = page_of(spots, 0, SPOTS_PAGE)
    more = wording.more_line(reply.more + len(spots) - len(here))
    view = card(
        said(fit(wording.unread_line(reply, OPTION_FORMAT), 400)), said(*here, markup.literal(more))
    )
    return Rendered(view=view)


def kept(reply: r.DeckKept) -> Rendered:
    """Return that a deck is in, and what to do with it now."""
    waiting = wording.waiting_line(reply.waiting)
    look = primary if reply.waiting else button
    view = card(
        said(f"### ✓ {fit(wording.kept_line(reply), 300)}", markup.literal(waiting)),
        rows(
            look(p.OfDeck("drafts", reply.deck), Label.LOOK_THROUGH) if reply.waiting else None,
            button(p.Again(reply.deck), Label.START_ROUND) if reply.live else None,
            button(p.OfDeck("review", reply.deck), Label.REVIEW),
            button(p.OfDeck("show", reply.deck), Label.SEE_DECK),
        ),
    )
    return Rendered(view=view, replaces=True)


def drafts(reply: r.DraftQueue) -> Rendered:
    """Return the first proposal that waits, as learners would see it, with its answer."""
    done = wording.done_line(reply)
    heading = said(f"✓ {markup.literal(done)}" if done else "", f"### {_title(reply.title)}")
    back = button(p.OfDeck("show", reply.deck), Label.SEE_DECK)
    if reply.first is None:
        return Rendered(view=card(heading, *_none_waiting(reply)), replaces=True)
    posed, solution = reply.first.sample.posed, reply.first.sample.solution
    which = p.which_of(posed.question)
    made = f"Made of {wording.made_of(reply.first.why)}, line {wording.number(reply.first.line)}."
    everything = f"{Label.ACCEPT_ALL} ({wording.number(reply.waiting)})"
    view = card(
        heading,
        said(f"-# {markup.literal(wording.waiting_line(reply.waiting))}", stem(posed, 900)),
        said(*lettered(posed, posed.options, max(24, 900 // max(1, len(posed.options))))),
        [rule()],
        said(*answer(posed, solution), fit(solution.explanation, 500, markup.block)),
        said(f"-# {fit(made, 200)}"),
        rows(
            button(p.OfDeck("accept", reply.deck, which), Label.ACCEPT, ButtonStyle.success),
            button(p.OfDeck("edit", reply.deck, which), Label.EDIT),
            button(p.OfDeck("drop", reply.deck, which), Label.DROP),
            button(p.OfDeck("all", reply.deck), everything) if reply.waiting > 1 else None,
            back,
        ),
    )
    return Rendered(view=view, replaces=True)


def _none_waiting(reply: r.DraftQueue) -> list[list[Item]]:
    """Return what there is to do when no proposal waits; before the first there is no deck."""
    handed_in = reply.done is r.DraftDone.SUGGESTED  # by a member, for whom nothing ever waits
    seen = button(p.OfDeck("show", reply.deck), Label.SEE_DECK) if reply.done else None
    write = None if reply.done else button(p.Go("question add"), CARD.title)
    listed = None if reply.done else button(p.Go("deck"), Label.DECKS)
    return [[] if handed_in else said("Nothing waits for you here."), rows(seen, write, listed)]


def draft_text(reply: r.DraftText) -> Rendered:
    """Return a proposal as its author would write it, with what stands in the way of keeping it."""
    spots = [f"- {fit(wording.spot_line(spot), 240)}" for spot in reply.spots[:5]]
    text = reply.text.replace("\r\n", "\n")
    file = upload(f"{reply.question}.txt", text.encode("utf-8", "replace"))
    cut = size(text) > TEXT_SHOWN // 2
    view = card(
        said(f"### {_title(reply.title)}", *spots),
        said(fit(text, TEXT_SHOWN)),
        shown(file) if cut else [],
        rows(
            primary(p.OfDeck("edit", reply.deck, p.which_of(reply.question)), Label.EDIT),
            button(p.OfDeck("drafts", reply.deck), Label.CANCEL),
        ),
    )
    return Rendered(view=view, files=(file,) if file and cut else (), replaces=True)


def deck_file(reply: r.DeckFile) -> Rendered:
    """Return a deck as a file, and what its format cannot hold."""
    file = upload(reply.file_name, reply.body)
    losses = [f"- {fit(loss, 320)}" for loss in wording.loss_lines(reply.losses)]
    more = wording.more_line(len(losses[8:]))
    view = card(
        beside(wording.file_line(reply), file),
        said(
            "**What this format cannot hold**" if losses else "Nothing is lost in this format.",
            *losses[:8],
            markup.literal(more),
        ),
    )
    return Rendered(view=view, files=(file,) if file else ())
