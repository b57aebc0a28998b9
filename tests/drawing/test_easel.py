"""The easel: each picture once, a bounded number at a time, and never an error instead of words."""

import asyncio
import subprocess
import sys

import pytest

from bot.drawing import easel as module
from bot.drawing.easel import Easel
from bot.drawing.palettes import Look
from bot.wording.pictures import board_sheet
from tests.drawing.test_pictures import board


async def test_a_picture_is_drawn_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    paint = module.paint

    def counted(sheet: object, look: Look) -> bytes:
        drawn.append(sheet)
        return paint(sheet, look)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "paint", counted)
    easel, sheet = Easel(), board_sheet(board())
    first = await asyncio.gather(*(easel.draw(sheet, Look.DARK) for _ in range(5)))
    again = await easel.draw(board_sheet(board()), Look.DARK)
    assert len(drawn) == 1
    assert {*first, again} == {first[0]}
    await easel.draw(sheet, Look.LIGHT)
    assert len(drawn) == 2


async def test_no_more_are_kept_than_said() -> None:
    easel = Easel(kept=2)
    sheets = [board_sheet(board(class_name=f"{n}")) for n in range(4)]
    for sheet in sheets:
        assert await easel.draw(sheet, Look.DARK)
    assert len(easel._kept) == 2


async def test_too_many_at_once_are_left_out() -> None:
    easel = Easel(most_waiting=2)
    sheets = [board_sheet(board(class_name=f"{n}")) for n in range(5)]
    found = await asyncio.gather(*(easel.draw(sheet, Look.DARK) for sheet in sheets))
    assert [data is not None for data in found] == [True, True, False, False, False]
    assert await easel.draw(sheets[4], Look.DARK), "and later there is room again"


async def test_a_picture_that_cannot_be_drawn_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(sheet: object, look: Look) -> bytes:
        raise OSError("no such font")

    easel, sheet = Easel(), board_sheet(board())
    with monkeypatch.context() as patched:
        patched.setattr(module, "paint", broken)
        assert await easel.draw(sheet, Look.DARK) is None
    assert await easel.draw(sheet, Look.DARK), "the next one is tried anew"


async def test_the_loop_goes_on_while_a_picture_is_drawn() -> None:
    easel, beats = Easel(), 0
    drawing = asyncio.ensure_future(easel.draw(board_sheet(board(class_name="loop")), Look.DARK))
    while not drawing.done():
        beats += 1
        await asyncio.sleep(0)
    assert beats > 10


def test_the_library_is_loaded_with_the_first_picture() -> None:
    code = "import sys, bot.drawing.easel, bot.on_discord.drawn; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
