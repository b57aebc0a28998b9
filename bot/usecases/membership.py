"""What the use cases about classes share: who stands where, and what a class looks like.

Every function runs in the database thread, inside the caller's transaction.
"""

import difflib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import zone_of
from bot.domain.ids import Account, ClassId, LearnerId, Place, Platform
from bot.domain.replies import (
    ClassShown,
    Decks,
    DeckShown,
    MemberShown,
    Problem,
    Refused,
    Role,
)
from bot.usecases.naming import LONGEST_NAME, clean_name, distinct_name, rename_in_posts
from storage import classes, learners, polls, proposals, questions
from storage.classes import ClassRow
from storage.database import Tx
from storage.learners import Learner
from storage.questions import DeckRow

ZONE_EXAMPLES = "Europe/London, America/New_York, Asia/Kolkata"


def web_place(class_row: ClassRow) -> Place:
    """Return the room that every class has on the web: its chat id is the join code."""
    return Place(Platform.WEB, class_row.code)


def standing(
    tx: Tx, who: Account, place: Place | None, *needed: Role
) -> tuple[Learner, ClassRow, Role] | Refused:
    """Return a learner, the class that is meant, and what they are in it.

    That is the class of the place, else the current one. Refused when the learner is in none,
    or is not one of the roles needed, if any are.
    """
    learner = learners.find(tx, who)
    if learner is None:
        return Refused(Problem.NEEDS_NAME)
    class_row = classes.class_of_place(tx, place) if place else None
    class_row = class_row or classes.current_class(tx, learner.id)
    role = classes.role_of(tx, class_row.id, learner.id) if class_row else None
    if class_row is None or role is None:
        return Refused(Problem.NEEDS_CLASS)
    if needed and role not in needed:
        return Refused(Problem.NOT_ALLOWED, tuple(role.value for role in needed))
    return learner, class_row, role


def become_member(
    tx: Tx, at: datetime, learner: Learner, class_row: ClassRow, name: str = ""
) -> bool:
    """Let a learner into a class, whose first member owns it; return whether they are new there.

    They take ``name``, if given, or the one they have, told apart from their classmates'.
    """
    role = Role.MEMBER if classes.member_count(tx, class_row.id) else Role.OWNER
    joined = classes.add_member(tx, class_row.id, learner.id, role, at)
    classes.set_current(tx, learner.id, class_row.id)
    if joined or (name and name != learner.name):
        rename(tx, learner, replace(learner, name=name or learner.name))
    return joined


def rename(tx: Tx, before: Learner, after: Learner) -> None:
    """Write a learner whose name, alias or hiding may have changed, and let their posts follow.

    The name they show stays unlike that of everybody else in their classes.
    """
    mine = [class_row.id for class_row, _ in classes.classes_of(tx, before.id)]
    distinct = distinct_name(tx, after.shown_name, before.id, mine)
    after = replace(after, alias=distinct) if after.alias else replace(after, name=distinct)
    learners.update(tx, after)
    rename_in_posts(tx, before.id, before.shown_name, None if after.hidden else after.shown_name)


def unfit_name(name: str) -> Refused | None:
    """Return why a cleaned name cannot be taken, if it cannot."""
    if not name:
        return Refused(Problem.EMPTY, ("name",))
    return Refused(Problem.TOO_LONG, (str(LONGEST_NAME),)) if len(name) > LONGEST_NAME else None


def zone_named(typed: str) -> str | Refused:
    """Return the name of a time zone as it is published, or why this is none."""
    zone = zone_of(typed.strip())
    if zone is None:
        return Refused(Problem.BAD_VALUE, ("zone", typed[:LONGEST_NAME], ZONE_EXAMPLES))
    return zone.key


def place_taken(
    tx: Tx, learner: Learner, place: Place, class_id: ClassId | None = None
) -> Refused | None:
    """Return why a place cannot be given to another class, if it cannot.

    A class's room on the web is its own; elsewhere only an owner of the class that a place
    belongs to gives it away.
    """
    holder = classes.class_of_place(tx, place)
    if place.platform is not Platform.WEB and (
        holder is None or classes.role_of(tx, holder.id, learner.id) is Role.OWNER
    ):
        return None
    if holder is not None and holder.id == class_id:
        return None
    return Refused(Problem.NOT_ALLOWED, (Role.OWNER.value,))


def pass_on(tx: Tx, learner: LearnerId) -> None:
    """Prepare a learner's classes for being without them.

    Where they are the only owner the longest-standing member becomes one; a class whose last
    member they are is removed.
    """
    for class_row, _ in classes.classes_of(tx, learner):
        others = [m for m in classes.members(tx, class_row.id) if m.learner != learner]
        if not others:
            classes.remove(tx, class_row.id)
        elif all(member.role is not Role.OWNER for member in others):
            classes.set_role(tx, class_row.id, others[0].learner, Role.OWNER)


def usable(tx: Tx, class_id: ClassId | None) -> list[DeckRow]:
    """Return every deck a class could choose: built in, or its own."""
    return [deck for deck in questions.decks(tx) if deck.class_id in (None, class_id)]


def deck_called(decks: Sequence[DeckRow], typed: str) -> DeckRow | None:
    """Return the deck of this id or title, in any case."""
    wanted = " ".join(typed.split()).casefold()
    return next(
        (deck for deck in decks if wanted in (deck.id.casefold(), deck.title.casefold())), None
    )


def nearest(decks: Sequence[DeckRow], typed: str) -> str:
    """Return the title of the deck most like what was typed, or nothing."""
    titles = {deck.title.casefold(): deck.title for deck in decks}
    near = difflib.get_close_matches(typed[:80].casefold(), titles, n=1, cutoff=0.5)
    return titles[near[0]] if near else ""


def deck_list(tx: Tx, class_id: ClassId | None, role: Role = Role.MEMBER) -> Decks:
    """Return the decks a class can use, and which it chose: all, if it chose none.

    Only those who look after its decks are told what waits for them.
    """
    may_edit = role is not Role.MEMBER
    chosen = set(classes.chosen_decks(tx, class_id)) if class_id is not None else set()
    return Decks(
        tuple(
            DeckShown(
                deck=deck.id,
                title=deck.title,
                description=deck.description,
                questions=deck.questions,
                chosen=not chosen or deck.id in chosen,
                own=deck.class_id is not None,
                waiting=proposals.count(tx, deck.id) if may_edit and deck.class_id else 0,
                paused=len(questions.paused(tx, deck.id)) if may_edit and deck.class_id else 0,
            )
            for deck in usable(tx, class_id)
        ),
        may_edit,
    )


def shown(tx: Tx, learner: Learner, class_row: ClassRow, role: Role) -> ClassShown:
    """Return a class as one of its members sees it: without the others who hide."""
    return ClassShown(
        id=class_row.id,
        name=class_row.name,
        code=class_row.code,
        zone=class_row.zone,
        role=role,
        decks=tuple((d.deck, d.title, d.chosen) for d in deck_list(tx, class_row.id).decks),
        members=tuple(
            MemberShown(member.name, member.role, member.learner == learner.id)
            for member in classes.members(tx, class_row.id)
            if not member.hidden or member.learner == learner.id
        ),
        places=len(classes.places_of(tx, class_row.id)),
        polls=polls.wanted(tx, class_row.id),
    )


def founded(tx: Tx, who: Account, typed: str, since: datetime) -> ClassShown | None:
    """Return the class of a name that somebody has founded since an instant; None for none."""
    learner, name = learners.find(tx, who), clean_name(typed)
    for row, role in classes.classes_of(tx, learner.id) if learner else ():
        if role is Role.OWNER and row.name == name and row.created_at >= since:
            return replace(shown(tx, learner, row, role), just_created=True) if learner else None
    return None
