"""The rules of quality, a module for each thing they look at. ``content/lint.py`` runs them."""
