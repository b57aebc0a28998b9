"""Tests of the room for Telegram."""
