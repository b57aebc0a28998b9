"""Pictures: any sheet becomes a PNG that opens, and its words are beside it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.replies import BoardShown, Digest, Progress, Span, Standing, ThemeRecall
from bot.domain.sheets import BoardSheet, ProgressSheet, Sheet
from bot.drawing.canvas import WIDTH
from bot.drawing.easel import paint
from bot.drawing.palettes import PALETTES, Look
from bot.wording.pictures import ALT, board_sheet, progress_sheet, shade_of, sheet_of
from tests.any_reply import HOSTILE, any_of

TODAY = date(2026, 11, 23)
NAMES = (
    "Ann",
    "محمد الفارسي",
    "דוד בן־גוריון",
    "王小明",
    "김민준",
    "अनन्या शर्मा",
    "Świętosława Brzęczyszczykiewicz-Kowalczykowska",
    "🚀🔥",
    "<script>alert(1)</script>",
    "e" + "\u0301" * 50,
    "\u202eevil\u202c\x00",
)


def opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as picture:
        picture.load()
        assert picture.format == "PNG"
        return picture.convert("RGB")


def board(**more: object) -> BoardShown:
    top = tuple(Standing(n, name, 500 - 30 * n) for n, name in enumerate(NAMES[:10], start=1))
    base: dict[str, object] = {
        "class_name": "11B",
        "span": Span.WEEK,
        "first_day": date(2026, 11, 16),
        "last_day": date(2026, 11, 22),
        "deck_title": None,
        "top": top,
        "around": (Standing(13, "Eve", 24, you=True), Standing(14, "Max", 20)),
        "learners": 24,
        "team_points": 900,
        "team_goal": 1_200,
        "most_improved": ("Ann",),
        "streak": 3,
        "hidden": False,
        "members": 30,
        "quorum": 15,
        "pictured": True,
    }
    return BoardShown(**{**base, **more})  # type: ignore[arg-type]


def progress(**more: object) -> Progress:
    base: dict[str, object] = {
        "name": "Ann",
        "seen": 1,
        "total": 2,
        "due": 3,
        "answered_today": 1,
        "right_today": 1,
        "answered": 9,
        "right": 7,
        "points_week": 5,
        "streak": 2,
        "longest_streak": 4,
        "freezes": 1,
        "minutes_today": 3.0,
        "goal_minutes": 10,
        "themes": (ThemeRecall("a", "Rapallo", 3, 4, 0.5), ThemeRecall("b", "Munich", 0, 4, None)),
        "days": tuple((TODAY - timedelta(days=83 - n), n % 9) for n in range(84)),
        "ahead": tuple((TODAY + timedelta(days=n), n) for n in range(14)),
        "spared": (TODAY - timedelta(days=3),),
    }
    return Progress(**{**base, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("sheet", [board_sheet(board()), progress_sheet(progress(), TODAY)])
def test_a_picture_opens_on_its_own_ground(sheet: Sheet, look: Look) -> None:
    picture = opened(paint(sheet, look))
    assert picture.width == WIDTH
    assert picture.height < 2_200, "a phone shows it without endless scrolling"
    ground = PALETTES[look].ground
    corner = picture.getpixel((1, 1))
    assert isinstance(corner, tuple)
    away = [abs(a - b) for a, b in zip(corner, bytes.fromhex(ground[1:]), strict=True)]
    assert max(away) <= 4, "as near as the few colours of the file come"
    assert len(picture.getcolors(1 << 20) or ()) > 20, "something is drawn on it"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(any_of(BoardSheet), any_of(ProgressSheet)), st.sampled_from(Look))
def test_any_sheet_at_all_can_be_drawn(sheet: Sheet, look: Look) -> None:
    opened(paint(sheet, look))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(any_of(BoardShown), any_of(Progress), any_of(Digest)), st.none() | st.just(TODAY))
def test_any_reply_has_a_sheet_with_its_words(
    reply: BoardShown | Progress | Digest, today: date | None
) -> None:
    sheet = (
        sheet_of(replace(reply, pictured=True), today)
        if isinstance(reply, BoardShown)
        else sheet_of(reply, today)
    )
    if sheet is None:
        assert not (reply.answered if isinstance(reply, Progress) else reply.top)
        return
    assert 0 < len(sheet.alt) <= ALT


def test_the_words_beside_a_board_are_all_that_it_shows() -> None:
    sheet = board_sheet(board(top=(Standing(1, "Ann", 40), Standing(2, "Ben", 30))))
    for line in sheet.lines:
        assert f"{line.rank}. {line.name}, {line.points} points" in sheet.alt
    for shown in ("900 of 1,200 points together", "Most improved: Ann", "Class streak: 3 days"):
        assert shown in sheet.alt
    assert "You are 13th of 24." in sheet.alt
    assert [line.apart for line in sheet.lines] == [False, False, True, True]


def test_the_words_beside_progress_tell_of_the_days_and_themes() -> None:
    sheet = progress_sheet(progress(), TODAY)
    assert "Studied on" in sheet.alt
    assert "A freeze spared your streak on 20 November." in sheet.alt
    assert "Rapallo: 3 of 4, 50% remembered" in sheet.alt
    assert [theme.title for theme in sheet.themes] == ["Rapallo"], "what was not met has no bar"
    assert [day.day for day in sheet.days if day.spared] == [TODAY - timedelta(days=3)]
    assert {day.shade for day in sheet.days} == {0, 1, 2, 3, 4}


def parts(look: Look, *names: str) -> Iterator[bytes]:
    for name in names:
        yield paint(board_sheet(board(top=(Standing(1, name, 10),), around=())), look)


def test_every_script_is_drawn_as_itself() -> None:
    drawn = list(parts(Look.DARK, *NAMES[:7], "", "\U000e0041"))
    assert len(set(drawn[:7])) == 7
    assert drawn[7] == drawn[8], "what shows nothing is left out"


def test_a_name_stays_within_its_line() -> None:
    long = opened(paint(board_sheet(board(top=(Standing(1, HOSTILE, 10),), around=())), Look.LIGHT))
    edge = [long.getpixel((x, y)) for x in (4, WIDTH - 4) for y in range(long.height)]
    assert set(edge) == {edge[0]}, "nothing is written over the margin"


def test_only_what_is_worth_it_is_drawn() -> None:
    assert sheet_of(board(), TODAY) is not None
    assert sheet_of(board(pictured=False), TODAY) is None
    assert sheet_of(board(top=()), TODAY) is None
    assert sheet_of(progress(), TODAY) is not None
    assert sheet_of(progress(answered=0), TODAY) is None


def test_in_a_small_class_the_goal_is_first() -> None:
    assert board_sheet(board(members=5)).team_first
    assert not board_sheet(board(members=30)).team_first
    words = board_sheet(board(members=5)).alt
    assert words.index("points together") < words.index("1. Ann")


@pytest.mark.parametrize(
    ("count", "most", "shade"),
    [(0, 0, 0), (0, 9, 0), (1, 1, 4), (1, 9, 1), (3, 9, 2), (9, 9, 4), (10, 9, 4), (-1, 9, 0)],
)
def test_the_busiest_day_is_the_darkest_and_any_answer_shows(
    count: int, most: int, shade: int
) -> None:
    assert shade_of(count, most) == shade
