"""Links: anybody can write one and lead anybody to it, so following one changes nothing."""

from base64 import urlsafe_b64encode
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import press as p
from bot.domain.ids import Account, AskId, Platform, QuestionKey
from bot.domain.question import Grade
from bot.domain.replies import ClassShown, Span
from bot.on_telegram import limits, links
from bot.wording.offers import OFFERS
from tests.decks import small_deck
from tests.on_telegram.hall import Hall
from tests.test_press import LARGEST
from tests.usecases.world import expect

DECK = small_deck().id
FIRST = sorted({*(path.replace(".", " ") for path in OFFERS), "setup", "out", "play", "rest"})
MORE = (
    "", "yes", "off", "on", "plan yes", "PLAN NO", "delete DELETE", "remind off", "goal 60",
    "code ABCDEFGH", "at 18:00", "leave", "now", "role owner", DECK,
)  # fmt: skip
COMMANDS = sorted({" ".join(f"{first} {more}".split()) for first, more in product(FIRST, MORE)})

MAY_CHANGE = frozenset({"asks", "link_codes", "tombstones", "numbers"})
"""What looking writes: the question that is shown, a code for one's own eyes."""


def payload_of(press: p.Press) -> str:
    """Return the payload that somebody could write for any press."""
    return urlsafe_b64encode(p.encode(press).encode()).decode().rstrip("=")


async def everything(hall: Hall) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is kept, but for what looking writes."""
    tables = await hall.world.database.transaction(
        lambda tx: [
            row[0]
            for row in tx.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] not in MAY_CHANGE and not row[0].startswith("sqlite_")
        ]
    )
    return await hall.world.dump(*tables)


def carried(command: str) -> p.Press:
    """Return a command as a press."""
    return p.Go(command) if len(command) <= p.MAX_WORD else p.Turn(command, 0)


def about(ask: AskId) -> list[p.Press]:
    """Return every press of a question."""
    plain = (p.Open, p.Hint, p.GiveUp, p.Reveal, p.Skip, p.Claim, p.Mine)
    more = (p.Answer(ask, (0,)), p.TickIt(ask, (0,)), p.Arrange(ask, (0,)), p.Arranged(ask, (0,)))
    return [
        *(kind(ask) for kind in plain),
        *more,
        p.GradeIt(ask, Grade.GOOD),
        *(p.ReportIt(ask, reason) for reason in get_args(p.Complaint)),
    ]


async def test_following_any_link_at_all_changes_nothing(hall: Hall) -> None:
    teacher = await hall.set_up()
    ann = hall.come("Ann")
    alone = ann.in_private()
    review = await alone.command("/review choice")
    await alone.press(review.message, "Treaty of Rapallo")
    question = await hall.start_round(teacher, "2 calm number truefalse")
    await ann.reply(question, "7")
    await alone.command("/review typed")
    await hall.quiet()
    asks = [AskId(int(str(row[0]))) for row in (await hall.world.dump("asks"))["asks"]]
    key = QuestionKey(int(str((await hall.world.dump("questions"))["questions"][0][0])))
    presses: list[p.Press] = [
        *(press for ask in asks for press in about(ask)),
        *(p.OfDeck(verb, DECK, "0123abcd") for verb in get_args(p.DeckVerb)),
        *(p.OfQuestion(verb, key) for verb in get_args(p.QuestionVerb)),
        *(p.ShowBoard(span) for span in Span),
        *(carried(command) for command in COMMANDS),
        *LARGEST,
    ]
    before, followed = await everything(hall), 0
    for press in presses:
        payload = payload_of(press)
        if links.read(payload) is None:
            assert links.written(press) is None or len(payload) > limits.PAYLOAD
            continue
        assert (await ann.start(payload)).messages, press
        assert await everything(hall) == before, press
        followed += 1
    assert followed > 100


DECIDES = (
    "review plan yes", "review plan no", "Review Plan YES", "settings remind off", "link code XYZ",
    "privacy delete DELETE", "class leave", "daily off", "question add why", "deck import x",
    "settings hide on", "undo", "quiz", "class join A B", "daily preview now", "settings name x",
)  # fmt: skip


@pytest.mark.parametrize("command", DECIDES)
def test_a_command_that_decides_is_carried_by_no_link(command: str) -> None:
    assert links.written(p.Go(command)) is None
    assert links.read(payload_of(p.Go(command))) is None
    assert links.read(payload_of(p.Turn(command, 1))) is None


@given(st.sampled_from(LARGEST))
def test_a_press_that_answers_or_decides_is_carried_by_no_link(press: p.Press) -> None:
    looks = (p.Open, p.NextReview, p.Mine, p.ReportIt, p.ShowBoard, p.Go, p.Turn, p.OfDeck)
    carried = links.written(press)
    assert carried is None or isinstance(press, (*looks, p.OfQuestion))


WORDS = st.sampled_from(sorted({word for command in COMMANDS for word in command.split()}))


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join).filter(lambda c: len(c) <= p.MAX_WORD))
def test_what_a_link_carries_comes_back_and_was_on_the_list(command: str) -> None:
    carried = links.written(p.Go(command))
    words = command.casefold().split()
    if carried is None:
        assert links.read(payload_of(p.Go(command))) is None
        return
    assert links.read(carried) == p.Go(command)
    invitation = words[:2] == ["class", "join"] and len(words) == 3
    free = words[0] in links.SHOWING_WITH_WORDS and "plan" not in words[1:2]
    one = " ".join(words[:2]) in links.SHOWING_ONE
    assert invitation or free or one or command.casefold() in links.SHOWING | links.ASKING


async def test_an_invitation_is_the_one_that_joins(hall: Hall) -> None:
    teacher = await hall.set_up()
    who = Account(Platform.TELEGRAM, str(teacher.user.id))
    code = expect(await hall.world.classes.show(who, hall.place), ClassShown).code
    payload = links.written(p.Go(f"class join {code}"))
    assert payload is not None
    assert "Year 9" in (await hall.telegram.person("Ben", started=False).start(payload)).text
