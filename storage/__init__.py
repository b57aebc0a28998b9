"""Where everything is kept: see README.md for the tables in one picture."""
