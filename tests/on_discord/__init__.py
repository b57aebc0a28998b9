"""Tests of the room for Discord."""
