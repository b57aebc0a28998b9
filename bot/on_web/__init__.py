"""The web classroom: one room for each class, in any browser.

``client`` serves it, ``commands`` reads what is typed, ``buttons`` what is pressed, ``render``
says every reply in HTML, ``markup`` writes question markup as HTML. Knows the use cases and
nothing of tables.
"""

from bot.on_web.client import Classroom
from bot.on_web.desk import Desk

__all__ = ["Classroom", "Desk"]
