"""A made-up year: classes all over the world on a clock that jumps, through the bot as it is.

The core, the storage, the scheduler's ticks and the renderers are the real ones. Made up are
the time, the learners (``pupils``), the wire to the platforms (``wire``) and the mishaps
(``mishaps``). ``year`` lets it happen, ``checks`` holds what happened against what was promised.
"""
