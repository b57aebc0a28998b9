"""A deck's title and themes from paths such as ``Tea::India``: what all share is the title."""


def title_and_themes(paths: list[tuple[str, ...]]) -> tuple[str, list[str]]:
    """Return the name that all paths begin with, and what of each follows it.

    Where they begin with different names there is no title, and each path is a theme.
    """
    first = {path[:1] for path in paths}
    if len(first) == 1 and (title := "".join(*first)):
        return title, [" / ".join(path[1:]) for path in paths]
    return "", [" / ".join(path) for path in paths]
