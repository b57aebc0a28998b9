"""JSON Schemas of a bank's TOML files, made from the records, so that editors know the keys.

Taplo, on which most editors' TOML plugins stand, reads draft 4, so that is what is written. Must
not know any question.
"""

import inspect
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import msgspec

from content import reference, schema

DRAFT = "http://json-schema.org/draft-04/schema#"

_TITLES = {
    "deck": "A deck: its id, title, themes and aims",
    "facts": "The facts that questions rest on",
    "glossary": "Names, and historians",
    "timeline": "What happened when",
    "documents": "What there is in the documents",
    "theme": "The questions of one theme",
}
_TABLES: dict[str, dict[str, tuple[type[schema.Record], ...]]] = {
    "deck": {},
    "facts": {"fact": (schema.FactRecord,)},
    "glossary": {"entry": (reference.EntryRecord,), "historian": (reference.HistorianRecord,)},
    "timeline": {"event": (reference.EventRecord,)},
    "documents": {
        "document": (reference.DocumentRecord,),
        "disagreement": (reference.DisagreementRecord,),
        "list": (reference.ListRecord,),
    },
    "theme": {"question": tuple(schema.SHAPES.values())},
}
"""The ``[[tables]]`` of each file, and what a table of each name may be."""


def folder() -> Path:
    """Return where the schemas are kept."""
    return Path(str(files("content"))) / "schemas"


def schemas() -> dict[str, str]:
    """Return the text of each schema by its file name."""
    return {f"{name}.json": _text(name) for name in _TITLES}


def write_schemas() -> list[Path]:
    """Write every schema and return where."""
    folder().mkdir(exist_ok=True)
    for name, text in schemas().items():
        (folder() / name).write_text(text, "utf-8")
    return [folder() / name for name in schemas()]


def _text(name: str) -> str:
    tables = _TABLES[name]
    shapes = [shape for found in tables.values() for shape in found] or [schema.DeckRecord]
    _, found = msgspec.json.schema_components(shapes, ref_template="#/definitions/{name}")
    components = {key: _described(key, _draft_4(each)) for key, each in sorted(found.items())}
    frame: dict[str, object] = {"$schema": DRAFT, "title": _TITLES[name]}
    if tables:
        properties = {key: _array(each.__name__ for each in of) for key, of in tables.items()}
        frame |= {"type": "object", "properties": properties, "additionalProperties": False}
    else:
        frame["allOf"] = [_reference(schema.DeckRecord.__name__)]
    return json.dumps(frame | {"definitions": components}, indent=2, ensure_ascii=False) + "\n"


def _array(names: Iterable[str]) -> dict[str, object]:
    shapes = [_reference(name) for name in names]
    return {"type": "array", "items": shapes[0] if len(shapes) == 1 else {"oneOf": shapes}}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/definitions/{name}"}


def _described(name: str, found: object) -> object:
    """Close a record to unknown keys; a question's shape has its own kind and no other."""
    if not isinstance(found, dict) or found.get("type") != "object":
        return found
    for kind, shape in schema.SHAPES.items():
        if shape.__name__ == name:
            found["properties"]["kind"] = {"enum": [kind.value]}
    return found | {"additionalProperties": False}


def _draft_4(value: object) -> object:
    """Write what draft 4 has no word for in its own words."""
    if isinstance(value, list):
        return [_draft_4(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {str(key): _draft_4(each) for key, each in value.items()}
    if "prefixItems" in found:
        found["items"], found["additionalItems"] = found.pop("prefixItems"), False
    names = found.pop("propertyNames", None)
    if isinstance(names, dict) and "pattern" in names:
        found["patternProperties"] = {names["pattern"]: found.pop("additionalProperties")}
        found["additionalProperties"] = False
    if found.get("required") == []:
        del found["required"]
    if isinstance(pattern := found.get("pattern"), str):
        found["pattern"] = pattern.replace(r"\Z", "$")
    if isinstance(said := found.get("description"), str):
        found["description"] = inspect.cleandoc(said).replace("``", "`")
    return found
