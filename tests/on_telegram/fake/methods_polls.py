"""Native polls: sent, voted in, stopped, closed by their own time."""

from datetime import UTC, datetime, timedelta

from tests.on_telegram.fake import posting, rules
from tests.on_telegram.fake.calls import Api, Call, method
from tests.on_telegram.fake.methods_editing import editable
from tests.on_telegram.fake.shapes import Json, Refused, bad
from tests.on_telegram.fake.state import CHANNEL, Message, Option, Poll
from tests.on_telegram.fake.wire import poll_json

QUESTION, OPTION, OPTIONS = 300, 100, 12
"""Characters of a question and of an option, and how many options there can be."""

EXPLANATION, LINES, ABOUT = 200, 2, 1024
"""Characters and line feeds of an explanation, and of the description below the question."""

SHORTEST, LONGEST = 5, 2_628_000
"""Seconds for which a poll can be open."""


@method
def send_poll(api: Api, call: Call) -> Json:
    if call.named("ephemeral_message_parameters"):
        raise api.validator.breach(call.method, "a poll cannot be for one person")
    made = posting.begun(api, call, "can_send_polls")
    made.poll = _poll(api, call)
    if made.chat.type == CHANNEL and not made.poll.anonymous:
        raise bad("non-anonymous polls can't be sent to channel chats")
    api.world.polls[made.poll.id] = made
    return posting.sent(api, made)


def _poll(api: Api, call: Call) -> Poll:
    question, _ = rules.parsed(api, call, "question", of="question_")
    texts = [_option(api, option) for option in call.tree("options") or []]
    if sentence := _wrong_texts(question, texts):
        raise api.validator.breach(call.method, sentence)
    quiz = call.text("type") == "quiz"
    number = api.world.new()
    made = Poll(
        id=str(number << 32),
        question=question,
        options=[Option(f"{number}-{at}", text) for at, text in enumerate(texts)],
        anonymous=call.flag("is_anonymous", otherwise=True),
        quiz=quiz,
        several=call.flag("allows_multiple_answers"),
        revoting=call.flag("allows_revoting", otherwise=not quiz),
        shuffled=call.flag("shuffle_options"),
        hidden=call.flag("hide_results_until_closes"),
        closed=call.flag("is_closed"),
    )
    _timed(api, call, made)
    _quiz(api, call, made)
    made.about, made.about_entities = rules.parsed(api, call, "description", of="description_")
    rules.within(api, call.method, made.about, ABOUT, "MESSAGE_TOO_LONG")
    return made


def _option(api: Api, given: Json | str) -> str:
    if isinstance(given, str):
        return given.strip()
    mode = str(given.get("text_parse_mode", "")).lower()
    return rules.parsed_text(api, "sendPoll", given.get("text", ""), mode)[0]


def _wrong_texts(question: str, texts: list[str]) -> str:
    if not question:
        return "poll question must be non-empty"
    if len(question) > QUESTION:
        return f"poll question length must not exceed {QUESTION}"
    if not 1 <= len(texts) <= OPTIONS:
        return f"poll must have 1 to {OPTIONS} options"
    if not all(texts):
        return "poll options must be non-empty"
    if max(map(len, texts)) > OPTION:
        return f"poll options length must not exceed {OPTION}"
    return ""


def _timed(api: Api, call: Call, made: Poll) -> None:
    period, date = call.whole("open_period"), call.whole("close_date")
    if period and date:
        raise api.validator.breach(call.method, "open_period and close_date together")
    now = api.world.clock()
    if period:
        made.open_period, made.close_at = period, now + timedelta(seconds=period)
    if date:
        made.close_at = datetime.fromtimestamp(date, UTC)
        period = int((made.close_at - now).total_seconds())
    if made.close_at and not SHORTEST <= period <= LONGEST:
        raise api.validator.breach(call.method, f"open for {period} s")


def _quiz(api: Api, call: Call, made: Poll) -> None:
    given = call.tree("correct_option_ids")
    correct = [call.whole("correct_option_id")] if call.named("correct_option_id") else given or []
    if not made.quiz:
        return
    rising = correct == sorted(set(correct)) and all(0 <= i < len(made.options) for i in correct)
    if not correct or not rising or (len(correct) > 1 and not made.several):
        raise api.validator.breach(call.method, "wrong correct option ID specified")
    made.correct = tuple(correct)
    told = rules.parsed(api, call, "explanation", of="explanation_")
    made.explanation, made.explanation_entities = told
    if len(made.explanation) > EXPLANATION or made.explanation.count("\n") > LINES:
        api.validator.breaches.append(f"{call.method}: explanation {made.explanation!r}")
        raise bad("MESSAGE_TOO_LONG")


@method
def stop_poll(api: Api, call: Call) -> Json:
    try:
        found = editable(api, call)
    except Refused as refused:
        gone = "message to edit not found" in refused.description
        raise (bad("message with poll to stop not found") if gone else refused) from None
    if found.poll is None:
        raise bad("message is not a poll")
    if found.poll.closed:
        raise bad("poll has already been closed")
    found.keyboard = rules.keyboard(api, call)
    close(api, found)
    return poll_json(found.poll)


def close(api: Api, message: Message) -> None:
    """Close a poll and tell its state."""
    assert message.poll is not None
    message.poll.closed = True
    tell(api, message.poll)


def tell(api: Api, poll: Poll) -> None:
    """Tell the bot the state of a poll of its own."""
    api.updates.push("poll", poll_json(poll))


def close_due(api: Api) -> None:
    """Close what has been open for as long as it was to be."""
    now = api.world.clock()
    for message in api.world.polls.values():
        poll = message.poll
        if poll and not poll.closed and poll.close_at is not None and poll.close_at <= now:
            close(api, message)
