"""Decks that people bring, told as transcripts: teachers, learners, and files of every sort."""

import io
import zipfile
from dataclasses import replace

import pytest

from bot import wording
from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Question, Recall
from bot.domain.replies import (
    BringDeck,
    DeckAbout,
    DeckComing,
    DeckFile,
    DeckKept,
    Decks,
    DeckUnread,
    DraftDone,
    DraftQueue,
    DraftText,
    Problem,
    Refused,
    Reply,
    Role,
    RoundStarted,
)
from bot.usecases import editing, importing
from bot.usecases.filters import Filters
from content.draft import Draft, Found, Media
from content.editions import Edition, Proposal, edition
from content.making import question
from storage import claims, learners, pictures, questions
from storage.database import Tx
from tests.usecases.world import ANN, BEN, World, account, expect

HEART = b"""Front,Back
What does the heart do?,It pumps blood
What carries oxygen?,Red cells
"""
LIVE = b"""How many chambers has a heart?
A) four
B) two
ANSWER: A

Which side sends blood to the lungs?
A) the left
B) the right
ANSWER: B
"""
OWN_FILE = b"""id = "mine"
title = "Mine"
[[question]]
id = "tst-typed"
kind = "recall"
skill = "recall"
difficulty = 1
stem = "Spleen?"
explanation = "It filters blood."
back = "A filter"
"""
BODY = "The body"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def said(reply: Reply) -> str:
    """Return the first line of a reply in plain words."""
    return wording.plain(reply).splitlines()[0]


async def kept(world: World, data: bytes = HEART, name: str = BODY) -> DeckKept:
    """Let Ann bring a deck in."""
    return expect(
        await world.decks.bring(ANN, "heart.csv", data, deck=name, dry_run=False), DeckKept
    )


async def proposed(world: World, *stems: str) -> tuple[QuestionId, ...]:
    """Let Ann's deck have proposals, and return their ids."""
    room = await world.classes.room(ANN)
    assert room is not None
    made = [
        replace(
            question(stem, Recall(f"About {stem}"), own_id=f"body-{number}", explanation="Notes."),
            deck=DeckId("the-body"),
            theme="all",
        )
        for number, stem in enumerate(stems)
    ]
    first = replace(question("Bone?", Recall("Hard"), own_id="body-bone"), theme="all")
    own = edition_of(first)
    whole = Edition(
        own.deck,
        tuple(Proposal(each, "list", 7 + number) for number, each in enumerate(made)),
        (Media("bone.png", PNG), Media("bone.svg", b"<svg/>")),
    )
    await world.database.transaction(lambda tx: importing.keep(tx, whole, room.id))
    return tuple(each.id for each in made)


def edition_of(*asked: Question) -> Edition:
    """Return an edition of the body's deck."""
    found = [Found(each, number) for number, each in enumerate(asked)]
    return edition(Draft(format="csv", title=BODY), found, BODY)


async def test_a_teacher_looks_first_and_then_brings_a_deck_in(world: World) -> None:
    assert expect(await world.decks.bringing(ANN), BringDeck).class_name == "Study hall"
    before = await world.dump("decks", "questions", "proposals", "pictures")
    coming = expect(await world.decks.bring(ANN, "heart.csv", HEART, deck=BODY), DeckComing)
    assert (coming.new, coming.added, coming.format) == (True, 2, "csv")
    assert coming.samples[0].solution.lines == ("It pumps blood",)
    assert await world.dump("decks", "questions", "proposals", "pictures") == before
    done = await kept(world)
    assert (done.title, done.added) == (BODY, 2)
    assert said(done) == "The body is in: 2 added."
    shown = expect(await world.decks.show(BEN, "the body"), DeckAbout)
    assert (shown.owner, shown.questions, shown.chosen) == ("Study hall", 2, True)
    assert not shown.may_edit
    listed = expect(await world.classes.decks(BEN), Decks)
    assert (BODY, True) in [(deck.title, deck.own) for deck in listed.decks]


async def test_the_same_file_twice_changes_nothing(world: World) -> None:
    await kept(world)
    again = await kept(world)
    assert (again.added, again.unchanged) == (0, 2)


async def test_other_answers_are_asked_about(world: World) -> None:
    await kept(world)
    other = HEART.replace(b"It pumps blood", b"It beats")
    asked = expect(
        await world.decks.bring(ANN, "h.csv", other, deck=BODY, dry_run=False), DeckComing
    )
    assert (asked.changed, asked.undecided) == (1, True)
    before, after = asked.changes[0]
    assert before.solution.lines != after.solution.lines
    for data, same, version in ((other, True, 1), (HEART, False, 2)):
        await world.decks.bring(ANN, "h.csv", data, deck=BODY, dry_run=False, same=same)
        ever = await world.database.transaction(lambda tx: questions.ever(tx, DeckId("the-body")))
        assert max(each.version for each, _ in ever) == version


async def test_a_class_that_chose_its_decks_plays_the_one_it_brings(world: World) -> None:
    await world.classes.choose_decks(ANN, ["treaties"])
    assert not (await kept(world)).live
    shown = expect(await world.decks.show(ANN, BODY), DeckAbout)
    assert (shown.chosen, shown.live) == (True, False)
    assert (await kept(world, LIVE)).live
    started = await world.rounds.start(BEN, world.place, Filters(deck="the body"), questions=1)
    assert isinstance(started, RoundStarted)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.json", b"{", ""),
        ("a.png", PNG, ""),
        ("a.txt", b"\xff\xfe\x00", ""),
        ("a.toml", b'[[question]]\nkind = "choice"\nstem = 3\n', "line"),
        ("\u202e../<b>.csv", b"\x00\x00\x00", ""),
    ],
)
async def test_what_cannot_be_read_is_told_and_leaves_no_trace(
    world: World, name: str, data: bytes, says: str
) -> None:
    before = await world.dump("decks", "questions")
    unread = expect(await world.decks.bring(ANN, name, data, dry_run=False), DeckUnread)
    assert says in wording.plain(unread).casefold()
    assert not set(unread.file_name) & {"\u202e", "/"}
    assert await world.dump("decks", "questions") == before


async def test_an_archive_that_swells_is_stopped(world: World) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", b"\0" * (120 << 20))
        archive.writestr("media", b"{}")
    reply = await world.decks.bring(ANN, "bomb.apkg", packed.getvalue(), dry_run=False)
    assert isinstance(reply, DeckUnread)


async def test_only_those_who_look_after_a_class_bring_and_edit(world: World) -> None:
    ids = await proposed(world, "Skin?")
    refusals = [
        await world.decks.bringing(BEN),
        await world.decks.bring(BEN, "h.csv", HEART, dry_run=False),
        await world.decks.drafts(BEN, BODY),
        await world.decks.accept(BEN, BODY, ids[0]),
        await world.decks.drop(BEN, BODY, ids[0]),
        await world.decks.accept_all(BEN, BODY),
        await world.decks.edit(BEN, BODY, ids[0], "x"),
        await world.decks.let_back(BEN, BODY, ids[0]),
    ]
    assert refusals == [Refused(Problem.NOT_ALLOWED, ("owner", "editor"))] * len(refusals)
    fixed = expect(await world.decks.drafts(ANN, "treaties"), Refused)
    assert fixed.problem is Problem.DECK_FIXED
    stranger = account("Zoe")
    assert await world.decks.bringing(stranger) == Refused(Problem.NEEDS_NAME)
    await world.classes.set_role(ANN, "Ben", Role.EDITOR)
    assert isinstance(await world.decks.bringing(BEN), BringDeck)


async def test_another_class_neither_sees_nor_takes_a_deck(world: World) -> None:
    ids = await proposed(world, "Skin?")
    cat = account("Cat")
    await world.classes.enter(cat, "Cat")
    await world.classes.create(cat, "Other class")
    for reply in (
        await world.decks.show(cat, BODY),
        await world.decks.export(cat, BODY, "csv"),
        await world.decks.accept(cat, BODY, ids[0]),
    ):
        assert expect(reply, Refused).problem is Problem.NO_SUCH_DECK
    taken = await world.decks.bring(cat, "h.csv", HEART, deck=BODY)
    assert taken == Refused(Problem.DECK_TAKEN, (BODY,))
    theirs = await world.decks.bring(cat, "h.csv", HEART, deck="Treaties")
    assert expect(theirs, Refused).problem is Problem.DECK_TAKEN
    own = await world.decks.bring(cat, "h.csv", HEART, deck="Heart of ours", dry_run=False)
    assert isinstance(own, DeckKept)


async def test_a_question_of_another_deck_is_not_taken_over(world: World) -> None:
    for dry_run in (True, False):
        reply = await world.decks.bring(ANN, "m.toml", OWN_FILE, dry_run=dry_run)
        assert reply == Refused(Problem.ID_TAKEN, ("tst-typed",))


async def test_proposals_one_after_the_other(world: World) -> None:
    first, second, third = await proposed(world, "Skin?", "Lung?", "Liver?")
    queue = expect(await world.decks.drafts(ANN, BODY), DraftQueue)
    assert queue.first is not None
    assert (queue.waiting, queue.first.sample.posed.stem, queue.first.line) == (3, "Skin?", 7)
    after = expect(await world.decks.accept(ANN, BODY, first), DraftQueue)
    assert (after.waiting, after.done) == (2, DraftDone.ACCEPTED)
    again = expect(await world.decks.accept(ANN, BODY, first), DraftQueue)
    assert (again.waiting, again.done) == (2, DraftDone.GONE)
    dropped = expect(await world.decks.drop(ANN, BODY, second), DraftQueue)
    assert (dropped.waiting, dropped.done) == (1, DraftDone.DROPPED)
    done = expect(await world.decks.accept_all(ANN, BODY), DraftQueue)
    assert (done.first, done.waiting, done.count) == (None, 0, 1)
    gone = expect(await world.decks.drop(ANN, BODY, third), DraftQueue)
    assert gone.done is DraftDone.GONE
    shown = expect(await world.decks.show(ANN, BODY), DeckAbout)
    assert (shown.questions, shown.waiting) == (3, 0)


async def test_a_proposal_is_edited_as_its_author_writes_it(world: World) -> None:
    (first,) = await proposed(world, "Skin?")
    text = expect(await world.decks.edit(ANN, BODY, first), DraftText).text
    assert 'stem = "Skin?"' in text
    slips = {
        text.replace("kind = ", "kind is "): "TOML",
        text.replace('kind = "recall"', 'kind = "essay"'): "unknown kind",
        text.replace("stem = ", "stm = "): "stm",
        text.replace(str(first), "another-id"): "The id stays",
        text.replace('theme = "all"', 'theme = "bones"'): "no theme bones",
        text + text: "id",
        text + '[question.picture]\nfile = "x.png"\nalt = "X"\n': "no picture",
        "x" * 50_000: "40,000",
    }
    for wrong, says in slips.items():
        reply = expect(await world.decks.edit(ANN, BODY, first, wrong), DraftText)
        assert reply.text == wrong
        assert says in " ".join(spot.sentence for spot in reply.spots)
    better = text.replace("Skin?", "What is skin?")
    saved = expect(await world.decks.edit(ANN, BODY, first, better), DraftQueue)
    assert saved.done is DraftDone.EDITED
    assert saved.first is not None
    assert saved.first.sample.posed.stem == "What is skin?"
    await world.decks.accept(ANN, BODY, first)
    late = expect(await world.decks.edit(ANN, BODY, first, text), DraftQueue)
    assert late.done is DraftDone.GONE


async def test_a_paused_question_is_let_back(world: World) -> None:
    await kept(world)
    deck = DeckId("the-body")

    def reported(tx: Tx) -> QuestionId:
        key = questions.keys(tx, deck)[0]
        claims.report(tx, key, learner, "wrong", "Is <b>it</b>?", world.clock())
        questions.pause(tx, key, paused=True)
        found = questions.by_key(tx, key)
        assert found is not None
        return found.question.id

    ben = await world.database.transaction(lambda tx: learners.find(tx, BEN))
    assert ben is not None
    learner = ben.id
    paused = await world.database.transaction(reported)
    shown = expect(await world.decks.show(ANN, BODY), DeckAbout)
    assert shown.paused[0].reports == (("wrong", "Is <b>it</b>?"),)
    assert not expect(await world.decks.show(BEN, BODY), DeckAbout).paused
    file = expect(await world.decks.export(ANN, BODY, "csv"), DeckFile)
    assert b"heart" not in file.body
    back = expect(await world.decks.let_back(ANN, BODY, paused), DeckAbout)
    assert (back.paused, back.back) == ((), "What does the heart do?")
    assert await world.decks.let_back(ANN, BODY, QuestionId("tst-typed")) == Refused(
        Problem.NO_SUCH_QUESTION
    )


async def test_learners_take_out_what_they_play(world: World) -> None:
    await kept(world)
    file = expect(await world.decks.export(BEN, BODY, "json"), DeckFile)
    assert file.file_name == "the-body.json"
    back = expect(await world.decks.bring(ANN, file.file_name, file.body), DeckComing)
    assert (back.new, back.unchanged, back.added) == (False, 2, 0)
    assert expect(await world.decks.export(BEN, BODY, "exe"), Refused).about[0] == "format"
    lossy = expect(await world.decks.export(BEN, "treaties", "quizlet"), DeckFile)
    assert lossy.losses
    await world.classes.choose_decks(ANN, ["treaties"])
    hidden = await world.decks.export(BEN, BODY, "csv")
    assert expect(hidden, Refused).problem is Problem.NO_SUCH_DECK
    assert isinstance(await world.decks.export(ANN, BODY, "csv"), DeckFile)


async def test_pictures_are_for_those_who_can_use_the_deck(world: World) -> None:
    await proposed(world)
    found = await world.decks.picture(BEN, "the-body", "bone.png")
    assert found is not None
    assert (found.body, found.media_type) == (PNG, "image/png")
    assert await world.decks.picture(BEN, "the-body", "bone.svg") is None
    assert await world.decks.picture(BEN, "the-body", "../x") is None
    assert await world.decks.picture(account("Zoe"), "the-body", "bone.png") is None
    cat = account("Cat")
    await world.classes.enter(cat, "Cat")
    await world.classes.leave(cat)
    assert await world.decks.picture(cat, "the-body", "bone.png") is None
    names = await world.database.transaction(lambda tx: pictures.of(tx, DeckId("the-body")))
    assert len(names) == 2


async def test_a_class_holds_so_many_decks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "MOST_DECKS", 1)
    await kept(world)
    more = await world.decks.bring(ANN, "h.csv", HEART, deck="Another")
    assert more == Refused(Problem.MANY_DECKS, ("1",))
    assert isinstance(await world.decks.bring(ANN, "h.csv", HEART, deck=BODY), DeckComing)


async def test_an_edge_of_names(world: World) -> None:
    for name in ("", ".", "..", "/", "\x00", ".csv", "a" * 500 + ".csv", "\ud800.csv"):
        coming = expect(await world.decks.bring(ANN, name, HEART), DeckComing)
        assert coming.title
        assert coming.deck
        assert len(coming.file_name) <= 140


async def test_a_proposal_whose_id_was_taken_meanwhile_can_only_be_dropped(world: World) -> None:
    (first,) = await proposed(world, "Skin?")
    cat = account("Cat")
    await world.classes.enter(cat, "Cat")
    await world.classes.create(cat, "Other class")
    theirs = OWN_FILE.replace(b"tst-typed", first.encode())
    assert isinstance(await world.decks.bring(cat, "m.toml", theirs, dry_run=False), DeckKept)
    assert await world.decks.accept(ANN, BODY, first) == Refused(Problem.ID_TAKEN, (first,))
    dropped = expect(await world.decks.drop(ANN, BODY, first), DraftQueue)
    assert dropped.done is DraftDone.DROPPED


async def test_a_title_never_stands_before_an_id(world: World) -> None:
    await kept(world)
    await world.decks.bring(
        ANN,
        "m.toml",
        OWN_FILE.replace(b"tst-typed", b"x-1")
        .replace(b"Mine", b"the-body")
        .replace(b'"mine"', b'"aaa"'),
        dry_run=False,
    )
    assert expect(await world.decks.show(ANN, "the-body"), DeckAbout).title == BODY
    assert expect(await world.decks.show(ANN, "aaa"), DeckAbout).title == "the-body"
