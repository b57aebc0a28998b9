"""Pictures that are drawn for a reader: a leaderboard, a learner's progress.

Light, as Telegram is by default; the same words stand below it or, if there is none, alone.
"""

from bot.domain.replies import Reply
from bot.drawing.easel import Easel
from bot.drawing.palettes import Look
from bot.on_telegram.messages import Upload, Viewer
from bot.wording.pictures import sheet_of

NAME = "picture.png"


async def drawn(easel: Easel, reply: Reply, viewer: Viewer, page: int) -> Upload | None:
    """Return the picture of a reply with its words as alt text; None where it has none."""
    sheet = sheet_of(reply, viewer.today) if page == 0 else None
    data = await easel.draw(sheet, Look.LIGHT) if sheet is not None else None
    return Upload(NAME, data, sheet.alt) if sheet is not None and data is not None else None
