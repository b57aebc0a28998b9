"""The made-up year and its own checks."""
