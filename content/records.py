"""From the domain's question back to what an author would have written: the inverse of ``build``.

Must not know where records are written, nor any format. What a deck adds when it is loaded (the
rivals of a key) and what only its authors need (waivers, dates of an order) is not in a question.
"""

from functools import cache
from typing import Any

import msgspec

from bot.domain.question import (
    Choice,
    Cloze,
    Cue,
    Date,
    Key,
    Match,
    Number,
    Order,
    Point,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
)
from content import schema


def record_of(question: Question) -> schema.QuestionRecord:
    """Return the record of which ``build`` makes this very question, theme and deck apart."""
    picture = question.picture
    common: dict[str, Any] = {
        "id": str(question.id),
        "kind": question.kind_name,
        "skill": question.skill,
        "difficulty": question.difficulty,
        "stem": question.stem,
        "explanation": question.explanation,
        "facts": question.facts,
        "sources": question.sources,
        "hint": question.hint,
        "tags": question.tags,
        "picture": schema.PictureRecord(file=picture.file, alt=picture.alt) if picture else None,
        "version": question.version,
        "retired": question.retired,
    }
    return schema.SHAPES[question.kind_name](**common, **_own(question))


def as_plain(question: Question) -> dict[str, object]:
    """Return a question as plain values that JSON and TOML can hold, in the order of the schema.

    What has its default value is left out; the theme stands there if there is one.
    """
    plain = plain_record(record_of(question))
    return plain | {"theme": question.theme} if question.theme else plain


def plain_record(record: msgspec.Struct) -> dict[str, object]:
    """Return a record as plain values, without what has its default value."""
    plain: dict[str, object] = {}
    for field in _fields(type(record)):
        value = getattr(record, field.name)
        if field.required or value != field.default:
            plain[field.encode_name] = _plain(value)
    return plain


@cache
def _fields(shape: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(shape)


def _plain(value: object) -> object:
    match value:
        case msgspec.Struct():
            return plain_record(value)
        case tuple() | list():
            return [_plain(each) for each in value]
    return msgspec.to_builtins(value)


def _own(question: Question) -> dict[str, Any]:
    """Return the keys that only questions of this kind have."""
    match question.kind:
        case Choice() as choice:
            return _choice(choice)
        case TrueFalse(truth=truth, correction=correction):
            return {"truth": truth, "correction": correction}
        case Typed(key=key):
            return _key(key)
        case Number(value=value, low=low, high=high, unit=unit):
            return {"answer": value, "low": low, "high": high, "unit": unit}
        case Date(value=value, until=until, tolerance=tolerance, either_end=either_end):
            span = {"until": until, "tolerance": tolerance, "either_end": either_end}
            return {"answer": value} | span
        case Order(items=items):
            return {"items": tuple(("", item) for item in items)}
        case Match(pairs=pairs, extras=extras):
            return {"pairs": tuple((pair.left, pair.right) for pair in pairs), "extras": extras}
        case Cloze(gaps=gaps):
            return {"gap": tuple(schema.KeyRecord(**_key(gap)) for gap in gaps)}
        case Points(need=need, points=points):
            return {"need": need, "point": tuple(map(_point, points))}
        case Recall(back=back):
            return {"back": back}


def _choice(choice: Choice) -> dict[str, Any]:
    right = tuple(option for option in choice.options if option.correct)
    places = tuple(place for place, option in enumerate(choice.options) if option.correct)
    notes = tuple(option.note for option in right)
    return {
        "right": right[0].text if len(right) == 1 else tuple(option.text for option in right),
        "wrong": tuple(
            (option.text, option.note) for option in choice.options if not option.correct
        ),
        "notes": notes if any(notes) else (),
        "places": () if places == tuple(range(len(right))) else places,
        "several": choice.several and len(right) == 1,
    }


def _key(key: Key) -> dict[str, Any]:
    return {
        "accept": key.accepted,
        "reads": key.kind,
        "required": key.required,
        "reject": tuple((each.text, each.message) for each in key.rejected),
        "prompt": tuple((each.text, each.message) for each in key.prompts),
        "confusable": key.confusables,
    }


def _point(point: Point) -> schema.PointRecord:
    return schema.PointRecord(
        text=point.text,
        cues=_cues(point.cues),
        confusions=point.confusions,
        exemplars=point.exemplars,
    )


def _cues(cues: tuple[Cue, ...]) -> tuple[str | schema.CueRecord, ...]:
    """Return cues as authors write them: a first group without conditions as plain texts."""
    plain: tuple[str, ...] = ()
    if cues and cues[0] == Cue(cues[0].any_of):
        plain, cues = cues[0].any_of, cues[1:]
    groups = (schema.CueRecord(any=cue.any_of, all=cue.all_of, none=cue.none_of) for cue in cues)
    return (*plain, *groups)
