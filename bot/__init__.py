"""Studyhall: what is true, what it does, and how it looks on each platform."""
