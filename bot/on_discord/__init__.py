"""Studyhall on Discord: how it looks there, and how it is pressed."""
