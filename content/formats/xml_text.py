"""XML from strangers as a small tree with places: no entities, no document types, bounded.

Must not know what the XML is about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from content.bounds import MAX_CARDS, MAX_DEPTH, MAX_TAGS
from content.draft import Unreadable

MOST_ELEMENTS = 1_500_000
MOST_CHILDREN = 2 * MAX_CARDS
"""Elements right below one other: the questions and categories of a file."""

_NONE: dict[str, str] = {}


@dataclass(slots=True)
class Node:
    """An element: its place counts from 1; ``text`` is its own text, without its children's."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: "Sequence[Node]" = ()  # made a list by the first, since most have none
    pieces: Sequence[str] = ()

    @property
    def text(self) -> str:
        """Return the text of this element."""
        return "".join(self.pieces)

    def all(self, tag: str) -> "Iterator[Node]":
        """Yield the children of a name."""
        return (child for child in self.children if child.tag == tag)

    def find(self, *path: str) -> "Node | None":
        """Return the first element along a path of names."""
        found = self
        for tag in path:
            for child in found.children:
                if child.tag == tag:
                    found = child
                    break
            else:
                return None
        return found

    def text_of(self, *path: str) -> str:
        """Return the text along a path without spaces around it, "" if there is none."""
        found = self.find(*path)
        return found.text.strip() if found else ""


class _Builder:
    """The target of the parser: builds nodes and keeps the bounds."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.parser: DefusedXMLParser | None = None
        self._open: list[Node] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        expat = self.parser.parser if self.parser else None
        line, column = (expat.CurrentLineNumber, expat.CurrentColumnNumber + 1) if expat else (0, 0)
        node = Node(tag, attributes or _NONE, line, column)
        self._count += 1
        if len(self._open) >= MAX_DEPTH:
            raise Unreadable("The elements of this file are nested too deeply.", line, column)
        if self._count > MOST_ELEMENTS:
            raise Unreadable("This file has too many elements. Please split it.", line, column)
        if self._open:
            self._below(self._open[-1], node, line, column)
        else:
            self.root = node
        self._open.append(node)

    def _below(self, parent: Node, node: Node, line: int, column: int) -> None:
        if not isinstance(parent.children, list):
            parent.children = []
        parent.children.append(node)
        if len(parent.children) > MOST_CHILDREN:
            raise Unreadable("This element holds too many others. Please split it.", line, column)

    def end(self, tag: str) -> None:
        self._open.pop()

    def data(self, data: str) -> None:
        if self._open:
            inner = self._open[-1]
            if not isinstance(inner.pieces, list):
                inner.pieces = []
            inner.pieces.append(data)

    def close(self) -> Node | None:
        return self.root


def parsed(text: str) -> Node:
    """Parse XML. Raises Unreadable, with its place, for what is none or is not safe."""
    if text.count("&lt;") > MAX_TAGS or text.count("<") > 2 * MOST_ELEMENTS + MAX_TAGS:
        raise Unreadable("This file has too many elements. Please split it.")
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException as error:
        sentence = "This XML declares a document type or entities, which are not read."
        raise Unreadable(f"{sentence} Please remove its <!DOCTYPE …>.", 1) from error
    except ParseError as error:
        line, column = error.position
        why = str(error).partition(":")[0]
        raise Unreadable(f"This is not readable as XML: {why}.", line, column + 1) from error
    except (ValueError, AssertionError, UnicodeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("This is not readable as XML.") from error
    if builder.root is None:
        raise Unreadable("This XML is empty.", 1)
    return builder.root
