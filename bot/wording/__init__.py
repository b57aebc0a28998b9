"""The bot's voice, all of it: warm, short, never blaming, British. The seam for translations.

Everything is plain text unless its name ends in ``source`` (markup, to parse); a platform
escapes plain text as it escapes anything. Pure functions: today, instants and zones come in as
arguments. Must not know any platform, use case or table. ``plain(reply)`` renders every reply.
"""

from bot.wording.asking import step_name
from bot.wording.counts import (
    count_of,
    listed,
    literal,
    number,
    one_line,
    percent,
    quoted,
    sentence,
)
from bot.wording.guide import (
    CommandWords,
    command_list,
    help_text,
    nearest_command,
    privacy_text,
)
from bot.wording.marks import reason_line, verdict_mark, verdict_word
from bot.wording.names import (
    SETTINGS,
    Label,
    difficulty_name,
    extra_time_name,
    grade_name,
    kind_name,
    pace_name,
    platform_name,
    rest_days_name,
    role_name,
    setting_help,
    setting_label,
    skill_name,
    source_name,
    span_name,
)
from bot.wording.questions import answer_sources, option_source, prompt, tally_source, yours_sources
from bot.wording.refusals import refusal
from bot.wording.times import (
    MONTHS,
    WEEKDAYS,
    between,
    clock_time,
    date_words,
    day_name,
    due_in,
    duration,
    full_day,
    interval_short,
    minutes,
)
from bot.wording.transcript import PLAIN_LIMIT, plain

__all__ = [
    "MONTHS",
    "PLAIN_LIMIT",
    "SETTINGS",
    "WEEKDAYS",
    "CommandWords",
    "Label",
    "answer_sources",
    "between",
    "clock_time",
    "command_list",
    "count_of",
    "date_words",
    "day_name",
    "difficulty_name",
    "due_in",
    "duration",
    "extra_time_name",
    "full_day",
    "grade_name",
    "help_text",
    "interval_short",
    "kind_name",
    "listed",
    "literal",
    "minutes",
    "nearest_command",
    "number",
    "one_line",
    "option_source",
    "pace_name",
    "percent",
    "plain",
    "platform_name",
    "privacy_text",
    "prompt",
    "quoted",
    "reason_line",
    "refusal",
    "rest_days_name",
    "role_name",
    "sentence",
    "setting_help",
    "setting_label",
    "skill_name",
    "source_name",
    "span_name",
    "step_name",
    "tally_source",
    "verdict_mark",
    "verdict_word",
    "yours_sources",
]
