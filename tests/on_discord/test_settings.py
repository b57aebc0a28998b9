"""A learner's settings on Discord: each has a form of its own, filled in with what holds."""

import pytest

from tests.on_discord.hall import Hall, said

TICKED = {"time": ("1.5", "Extra time"), "hide": ("on", "Hide me"), "goal": ("25", "Daily goal")}


@pytest.mark.parametrize("setting", TICKED)
async def test_a_setting_without_a_value_opens_its_form_filled_in(hall: Hall, setting: str) -> None:
    await hall.set_up()
    ben, (value, label) = hall.come("Ben"), TICKED[setting]
    opened = await ben.command("/settings", setting=setting)
    assert f"✓ Saved: {label}." in said(await ben.submit(opened, {"words": value}))
    again = await ben.command("/settings", setting=setting)
    assert f"✓ Saved: {label}." in said(await ben.submit(again)), "it is filled in with what holds"
    field = again.modal["components"][0]["component"]
    chosen = [o["value"] for o in field.get("options") or () if o.get("default")]
    assert (chosen or [field["value"]]) == [value]


async def test_a_reminder_of_today_is_told_so(hall: Hall) -> None:
    await hall.set_up()
    shown = said(await hall.come("Ben").command("/settings", setting="remind", value="18:00"))
    assert "at the earliest: today at 18:00" in shown.replace("\\", "")


async def test_rest_days_are_ticked_and_an_alias_is_taken_away(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    shown = await ben.command("/settings")
    opened = await ben.choose(shown.message, "Change a setting", ["rest"])
    assert "Saturday and Sunday" in said(
        await ben.submit(opened, {"words": ["saturday", "sunday"]})
    )
    opened = await ben.command("/settings", setting="rest")
    assert "**Rest days** none" in said(await ben.submit(opened, {"words": []}))
    said(await ben.command("/settings", setting="alias", value="The Fox"))
    opened = await ben.command("/settings", setting="alias")
    assert "**Alias** none" in said(await ben.submit(opened, {"words": ""}))
    assert "Asia/Tokyo" in said(
        await ben.command("/settings", setting="Time zone", value="Asia/Tokyo")
    )
    assert "setting is still empty" in said(await ben.command("/settings", value="12"))
