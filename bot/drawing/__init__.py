"""Pictures: a sheet of the domain becomes a PNG, by Pillow, off the event loop.

``easel.Easel`` is the way in; it keeps what was drawn lately and refuses rather than piling up.
The library is loaded with the first picture. What a picture says is said in words by the sheet's
``alt``. Must not know replies, wording or platforms.
"""
