"""The classroom over real sockets: the door, the headers, rounds, tabs, restarts, bad input."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import FormData, WSServerHandshakeError
from yarl import URL

from bot.domain.ids import Account, AskId, ClaimId, Platform
from bot.domain.replies import Problem
from bot.on_web import limits
from bot.press import presses as p
from tests.decks import CHOICE, TYPED, small_deck
from tests.fakes import FakeClock
from tests.on_web.school import School, open_school
from tests.on_web.visitor import Line, Visitor, visiting
from tests.usecases.world import World

ONE = small_deck((CHOICE,))
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock, ONE) as opened:
        yield opened


async def live(world: World, line: Line) -> AskId:
    """Start a round by typing, and return its first question once this tab sees it."""
    await line.say("/quiz 1")
    await line.until("starts a round", region="live")
    await world.pass_time(seconds=4)
    frame = await line.until('data-stage="asked"', region="live")
    assert isinstance(frame["ask"], int)
    return AskId(frame["ask"])


# The door.


async def test_a_page_comes_with_its_guards(school: School) -> None:
    async with visiting(school.address) as visitor, visitor.session.get(school.address) as page:
        assert page.status == 200
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Cache-Control"] == "no-store"
        assert "Server" not in page.headers
        assert "style=" not in await page.text()


async def test_the_cookie_is_for_the_server_alone(school: School) -> None:
    async with visiting(school.address) as visitor:
        form = FormData({"name": "Ann"})
        url = f"{school.address}/enter"
        async with visitor.session.post(
            url, data=form, headers=visitor.origin, allow_redirects=False
        ) as reply:
            cookie = reply.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
        headers = {**visitor.origin, "X-Forwarded-Proto": "https"}
        async with visitor.session.post(
            url, data=form, headers=headers, allow_redirects=False
        ) as reply:
            assert "Secure" in reply.headers["Set-Cookie"]


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "file://", "http://["])
async def test_other_pages_cannot_enter_or_listen(school: School, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    async with visiting(school.address, "Ann") as visitor:
        for path in ("/enter", "/leave"):
            async with visitor.session.post(
                school.address + path, data={"name": "Eve"}, headers=headers
            ) as reply:
                assert reply.status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await visitor.session.ws_connect(f"{school.address}/ws?code=STUDY", headers=headers)
        assert refused.value.status == 403


async def test_a_forged_cookie_is_a_new_visitor(school: School) -> None:
    async with visiting(school.address, "Ann") as visitor:
        visitor.session.cookie_jar.update_cookies(
            {"studyhall": "1." + "0" * 32 + ".1.x"}, URL(school.address)
        )
        async with visitor.session.get(f"{school.address}/c/STUDY") as page:
            assert "What shall we call you?" in await page.text()


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("", "", "what to call you"),
        ("x" * 90, "", "within 40 characters"),
        ("Ann", "NOSUCH", "recognise that code"),
    ],
)
async def test_a_name_that_does_not_work_is_told_why(
    school: School, name: str, code: str, said: str
) -> None:
    async with visiting(school.address) as visitor:
        form = {"name": name, "code": code}
        async with visitor.session.post(
            f"{school.address}/enter", data=form, headers=visitor.origin
        ) as reply:
            assert reply.status == 422
            assert said in await reply.text()


async def test_odd_addresses_and_sizes_get_a_sentence(school: School) -> None:
    async with visiting(school.address, "Ann") as visitor:
        for path in ("/nothing", "/static/../client.py", "/picture/a/b.svg", "/picture/a/..%2fb"):
            async with visitor.session.get(school.address + path) as reply:
                assert reply.status == 404
                assert "Nothing is here" in await reply.text()
        big = {"name": "x" * (limits.FORM_BYTES + 1)}
        async with visitor.session.post(
            f"{school.address}/enter", data=big, headers=visitor.origin
        ) as reply:
            assert reply.status == 413
            assert "more than fits" in await reply.text()


async def test_names_are_never_html(school: School) -> None:
    async with visiting(school.address, EVIL) as visitor, visitor.tab() as line:
        welcome = await line.until("Good to see you", region="own")
        assert EVIL not in str(welcome["html"])
        assert "&lt;img" in str(welcome["html"])


async def test_health(school: School) -> None:
    async with (
        visiting(school.address) as visitor,
        visitor.session.get(f"{school.address}/healthz") as reply,
    ):
        told = await reply.json()
        assert (told["ok"], told["database"], told["metronome"]) == (True, "writable", "beating")


async def test_pictures_are_only_those_of_questions(tmp_path: Path, clock: FakeClock) -> None:
    drawing = tmp_path / "map.svg"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    pictures = {("treaties", "map.svg"): drawing}
    async with (
        open_school(tmp_path / "s.db", clock, ONE, pictures=pictures) as school,
        visiting(school.address, "Ann") as visitor,
    ):
        url = f"{school.address}/picture/treaties/map.svg"
        async with visitor.session.get(url) as reply:
            assert reply.status == 200
            assert reply.content_type == "image/svg+xml"
            assert "sandbox" in reply.headers["Content-Security-Policy"]
        async with visitor.session.get(f"{school.address}/picture/treaties/s.db") as reply:
            assert reply.status == 404


async def test_ones_own_data_as_a_file(school: School) -> None:
    async with (
        visiting(school.address, "Ann") as visitor,
        visitor.session.get(f"{school.address}/export") as reply,
    ):
        assert reply.headers["Content-Disposition"].startswith("attachment")
        assert "Ann" in json.dumps(await reply.json(content_type=None))


async def test_leaving_forgets_the_browser(school: School) -> None:
    async with visiting(school.address, "Ann") as visitor:
        await visitor.session.post(f"{school.address}/leave", headers=visitor.origin)
        async with visitor.session.get(f"{school.address}/") as page:
            assert "What shall we call you?" in await page.text()


# A round.


async def test_a_round_for_two(school: School) -> None:
    async with (
        visiting(school.address, "Ann") as ann,
        visiting(school.address, "Ben") as ben,
        ann.tab() as at_ann,
        ben.tab() as at_ben,
    ):
        await at_ann.until("2 here", type="presence")
        ask = await live(school.world, at_ann)
        await at_ben.until('data-stage="asked"', region="live", ask=ask)
        await at_ben.push(p.Answer(ask, (2,)))
        await at_ben.until("Kept: Treaty of Versailles", region="note", slot="said")
        await at_ann.until("1 of 2 have answered", type="count", ask=ask)
        # Until the reveal nobody else hears what was answered.
        assert not any("Kept" in str(frame) for frame in at_ann.heard)
        await at_ann.push(p.Answer(ask, (0,)))
        await at_ann.until("Kept: Treaty of Rapallo")
        await school.world.pass_time(seconds=3)
        revealed = await at_ben.until("1 of 2 got it", region="live")
        assert "Ann" in str(revealed["html"])
        await at_ben.until("Not this time", region="note", slot="outcome")
        await at_ann.until("Right", region="note", slot="outcome")
        await at_ann.say("/quiz stop")
        await at_ben.until("Podium", region="live")


async def test_two_tabs_of_one_learner_stay_in_step(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as one, ann.tab() as two:
        await one.until("Good to see you")
        await two.until("Good to see you")
        ask = await live(school.world, one)
        await two.until('data-stage="asked"')
        # Both at once: the same answer is one answer, and both tabs hear that it is kept.
        await asyncio.gather(one.push(p.Answer(ask, (0,))), two.push(p.Answer(ask, (0,))))
        for line in (one, two):
            kept = await line.until("Kept: Treaty of Rapallo")
            assert "change it once" in str(kept["html"])
        await one.say("/review")
        shown = await two.until(region="own")
        assert "focus" not in shown


async def test_a_review_in_one_tab(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.say("/review")
        asked = await line.until('data-stage="asked"', region="own", review="/review")
        ask = AskId(int(str(asked["ask"])))
        await line.push(p.Hint(ask))
        await line.until("A town in Italy", region="note", slot="hint")
        await line.push(p.Answer(ask, (0,)))
        marked = await line.until("Right", region="own")
        assert marked["announce"] == "Right. That is the answer."
        await line.push(p.Answer(ask, (0,)))
        await line.until("already", region="toast")
        await line.push(p.NextReview())
        await line.until("All done for now", region="own")
        await line.push(p.Undo())
        await line.until("Taken back", region="own")


# Coming back.


async def test_a_restart_is_caught_up_with(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "school.db"
    async with (
        open_school(path, clock, ONE) as school,
        visiting(school.address, "Ann") as ann,
        ann.tab() as line,
    ):
        ask = await live(school.world, line)
        seen = max(int(str(frame.get("post", 0))) for frame in line.heard)
        await line.push(p.Answer(ask, (0,)))
        await line.until("Kept: Treaty of Rapallo")
        port = int(school.address.rpartition(":")[2])
        cookies = ann.session.cookie_jar.filter_cookies(URL(school.address))
    async with (
        open_school(path, clock, ONE, port=port) as school,
        visiting(school.address) as ann,
    ):
        ann.session.cookie_jar.update_cookies(cookies, URL(school.address))
        ann.code = "STUDY"
        async with ann.tab({"after": seen}) as line:
            await line.until('data-stage="asked"', region="live", ask=ask)
            await line.until("Kept: Treaty of Rapallo", slot="said")
        await school.world.pass_time(seconds=3)
        async with ann.tab({"after": seen}) as line:
            await line.until("1 of 1 got it", region="live")
            await line.until("Right", slot="outcome")


async def test_an_open_review_is_the_same_again(school: School) -> None:
    async with visiting(school.address, "Ann") as ann:
        async with ann.tab() as line:
            await line.say("/review")
            before = await line.until('data-stage="asked"', region="own")
        async with ann.tab({"after": 0, "review": "/review", "panel": "stats"}) as line:
            after = await line.until('data-stage="asked"', region="own")
            assert after["ask"] == before["ask"]
            await line.until("My progress", region="panel")


async def test_what_a_tab_was_doing_cannot_be_anything_else(school: School) -> None:
    async with (
        visiting(school.address, "Ann") as ann,
        ann.tab({"review": "/class leave", "panel": "class leave"}) as line,
    ):
        await line.until("Good to see you")
        await line.say("/class")
        await line.until("STUDY", region="panel")


async def test_a_room_that_is_not_mine_shows_the_way(school: School) -> None:
    async with visiting(school.address, "Ann") as ann:
        ann.code = "OTHER"
        async with ann.tab() as line:
            assert (await line.until(type="visit"))["path"] == "/c/STUDY"
        ann.session.cookie_jar.clear()
        async with ann.tab() as line:
            assert (await line.until(type="visit"))["path"] == "/"


async def test_moving_to_another_class(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.say("/class new History 11B")
        visit = await line.until(type="visit")
        assert visit["panel"] == "class"
        room = await school.world.classes.room(who(school, ann))
        assert room is not None
        assert visit["path"] == f"/c/{room.code}"


def who(school: School, visitor: Visitor) -> Account:
    """Return the account of a visitor, read from their cookie."""
    jar = visitor.session.cookie_jar.filter_cookies(URL(school.address))
    return Account(Platform.WEB, jar["studyhall"].value.split(".")[1])


# Bad input.


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"type":"dance"}', '{"type":"push"}', '{"type":"say","text":"\\ud800"}'],
)
async def test_a_malformed_frame_gets_a_sentence(school: School, text: str) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.socket.send_str(text)
        await line.until("does not fit", region="toast")
        await line.say("/help")
        await line.until("/quiz", region="panel")


async def test_bytes_get_a_sentence(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.socket.send_bytes(b"\x00\xff")
        await line.until("does not fit", region="toast")


async def test_an_unknown_command_and_an_old_button(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.say("/qiuz")
        await line.until("Did you mean /quiz?", region="toast")
        await line.send({"type": "push", "press": "0a:1:0"})
        await line.until(region="toast")
        await line.say("x" * (limits.SAID_CHARACTERS + 1))
        await line.until(f"within {limits.SAID_CHARACTERS} characters", region="toast")


async def test_a_flood_is_told_once_and_stays_connected(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        for _ in range(60):
            await line.send({"type": "say", "text": "/nothing"})
        await line.until("That was quick", region="toast")
        await asyncio.sleep(1.2)
        await line.say("/help")
        await line.until("/quiz", region="panel")
        told = sum("That was quick" in str(frame) for frame in line.heard)
        assert told <= 2


async def test_an_error_of_ours_is_said_once(
    school: School, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("stumbled")

    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.until("Good to see you")
        monkeypatch.setattr(school.world.study, "progress", stumble)
        await line.say("/stats")
        await line.until("something broke on my side", region="toast")
        await line.say("/help")
        await line.until("/quiz", region="panel")
        async with ann.session.get(f"{school.address}/c/{ann.code}") as page:
            assert page.status == 500
            assert "something broke on my side" in await page.text()


async def test_trouble_with_the_disk_is_explained(tmp_path: Path, clock: FakeClock) -> None:
    def full(error: BaseException) -> Problem:
        return Problem.DISK_FULL

    async with (
        open_school(tmp_path / "s.db", clock, ONE, explain=full) as school,
        visiting(school.address, "Ann") as ann,
        ann.tab() as line,
    ):
        await line.until("Good to see you")
        school.world.study.undo = None  # type: ignore[method-assign, assignment]
        await line.push(p.Undo())
        await line.until("the disk is full", region="toast")


async def test_a_giant_frame_closes_its_socket_alone(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line, ann.tab() as other:
        await line.socket.send_str("x" * (limits.FRAME_BYTES + 1))
        async with asyncio.timeout(5):
            while not line.socket.closed:
                await line.socket.receive()
        assert line.socket.close_code == 1009
        await other.say("/help")
        await other.until("/quiz", region="panel")


async def test_too_many_arrivals_at_once_are_asked_to_wait(school: School) -> None:
    async with visiting(school.address) as visitor:
        statuses = []
        for number in range(3 * limits.ARRIVALS_BURST):  # the bucket fills up again meanwhile
            if 422 in statuses:
                break
            async with visitor.session.post(
                f"{school.address}/enter",
                data={"name": f"L{number}"},
                headers=visitor.origin,
                allow_redirects=False,
            ) as reply:
                statuses.append(reply.status)
        assert 422 in statuses
        assert statuses[0] == 303


# What is one's own.


async def test_settings_by_form(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.push(p.Go("settings"), ("field", "goal"), ("value", "25"))
        saved = await line.until("Saved: Daily goal", region="panel")
        assert 'value="25"' in str(saved["html"])
        await line.push(p.Go("settings"), ("field", "goal"), ("value", "many"))
        await line.until("does not work for “Daily goal”", region="toast")
        await line.push(p.Go("rest"), ("field", "rest"), ("day", "Saturday"), ("day", "Sunday"))
        rested = await line.until("Saved: Rest days", region="panel")
        assert str(rested["html"]).count('name="day" value="S') == 2


async def test_everything_is_deleted_by_its_word(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.say("/privacy delete")
        asked = await line.until("Delete everything?", region="panel")
        word = str(asked["html"]).partition("Type <b>")[2].partition("<")[0]
        await line.push(p.Confirm("delete"), ("word", "maybe"))
        await line.until(region="toast")
        await line.push(p.Confirm("delete"), ("word", word))
        visit = await line.until(type="visit")
        async with ann.session.get(school.address + str(visit["path"])) as page:
            assert "All gone" in await page.text()
        async with ann.session.get(school.address) as page:
            assert "What shall we call you?" in await page.text()


async def test_an_editor_settles_a_claim(tmp_path: Path, clock: FakeClock) -> None:
    async with (
        open_school(tmp_path / "s.db", clock, small_deck((TYPED,))) as school,
        visiting(school.address, "Ann") as ann,
        visiting(school.address, "Ben") as ben,
        ann.tab() as at_ann,
        ben.tab() as at_ben,
    ):
        await at_ben.say("/review")
        asked = await at_ben.until('data-stage="asked"', region="own")
        ask = AskId(int(str(asked["ask"])))
        await at_ben.push(p.Answer(ask, ()), ("text", "Kaganovich"))
        await at_ben.until("Not this time", region="own")
        await at_ben.push(p.Claim(ask))
        await at_ben.until("Counted as right", region="note", ask=ask)
        await at_ann.say("/class claims")
        queue = await at_ann.until("Kaganovich", region="panel")
        settle = str(queue["html"]).partition('data-press="1e:')[2].partition(":")[0]
        await at_ann.push(p.SettleClaim(ClaimId(int(settle, 36)), accept=True))
        await at_ann.until("Accepted from now on", region="toast")
        await at_ann.until("No claims are waiting", region="panel")
