"""Verdicts in one line each, for the modules that mark."""

from bot.domain.question import Because, Mark, Reason, Verdict


def right(because: Because, *about: str) -> Verdict:
    """Return full credit."""
    return Verdict(Mark.RIGHT, Reason(because, about), 1.0)


def close(because: Because, *about: str) -> Verdict:
    """Return a question back: it costs nothing and earns nothing yet."""
    return Verdict(Mark.CLOSE, Reason(because, about), 0.0)


def wrong(because: Because, *about: str) -> Verdict:
    """Return no credit."""
    return Verdict(Mark.WRONG, Reason(because, about), 0.0)
