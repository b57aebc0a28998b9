"""Studyhall on Telegram: how it looks there, and how it is pressed."""
