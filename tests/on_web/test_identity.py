"""Cookies: ours are read, everybody else's are a new visitor."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.on_web.identity import LASTS, Signer, new_user_id

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
SIGNER = Signer(b"s" * 32)


def test_a_cookie_of_ours_says_who_it_is() -> None:
    user_id = new_user_id()
    assert SIGNER.read(SIGNER.sign(user_id, NOW), NOW + timedelta(days=300)) == user_id


def test_ids_are_random_and_128_bits() -> None:
    ids = {new_user_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(user_id) == 32 for user_id in ids)


def test_an_old_cookie_is_a_new_visitor() -> None:
    value = SIGNER.sign(new_user_id(), NOW)
    assert SIGNER.read(value, NOW + LASTS + timedelta(seconds=1)) is None
    assert SIGNER.read(value, NOW - timedelta(days=2)) is None


def test_another_servers_cookie_is_a_new_visitor() -> None:
    assert Signer(b"t" * 32).read(SIGNER.sign(new_user_id(), NOW), NOW) is None


def test_every_changed_character_is_noticed() -> None:
    value = SIGNER.sign(new_user_id(), NOW)
    for place, char in enumerate(value):
        other = "0" if char != "0" else "1"
        forged = value[:place] + other + value[place + 1 :]
        assert SIGNER.read(forged, NOW) is None, place


@given(st.text(max_size=120))
def test_nonsense_is_a_new_visitor(value: str) -> None:
    assert SIGNER.read(value, NOW) is None


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Signer(b"short")
