"""The smallest bot that does one of everything: the fake is proven with it, not with ours.

What it was asked lives in `heard`; a press carries its state in its own custom_id.
"""

import io
import re
from collections.abc import Callable
from typing import Any, Self

import aiohttp
import discord
from discord import app_commands, ui

from tests.on_discord.fake.online import online as online

NONE = discord.AllowedMentions.none()
Press = discord.Interaction[Any]


class Card(ui.DynamicItem[ui.Button[Any]], template=r"card:(?P<n>\d+)"):
    """A button that knows its number after any restart."""

    def __init__(self, n: int) -> None:
        super().__init__(ui.Button(label=f"Card {n}", custom_id=f"card:{n}"))
        self.n = n

    @classmethod
    async def from_custom_id(
        cls, interaction: Press, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the item of a press."""
        return cls(int(match["n"]))

    async def callback(self, interaction: Press) -> Any:
        """Answer in private."""
        tiny = interaction.client
        assert isinstance(tiny, Tiny)
        tiny.heard.append(f"card {self.n} by {interaction.user.name}")
        await interaction.response.send_message(f"You turned card {self.n}", ephemeral=True)


class Wizard(ui.LayoutView):
    """Selects that go on in the same message, and a button that opens a modal on it."""

    def __init__(self, said: str = "Which deck?") -> None:
        super().__init__(timeout=None)
        decks = [discord.SelectOption(label=d, value=d.lower()) for d in ("Cells", "Rome")]
        select: ui.Select[Any] = ui.Select(custom_id="deck", options=decks, max_values=2)
        people: ui.UserSelect[Any] = ui.UserSelect(custom_id="who", placeholder="Who?")
        button: ui.Button[Any] = ui.Button(label="Name it", custom_id="name")
        select.callback = self.chosen  # type: ignore[method-assign]
        people.callback = self.chosen  # type: ignore[method-assign]
        button.callback = self.named  # type: ignore[method-assign]
        rows: tuple[ui.Item[Any], ...] = (select, people, button)
        self.add_item(ui.TextDisplay(said))
        for item in rows:
            self.add_item(ui.ActionRow(item))

    async def chosen(self, interaction: Press) -> None:
        """Show what was chosen, in place."""
        data: Any = interaction.data
        values = data["values"]
        await interaction.response.edit_message(view=Wizard(f"Chosen: {', '.join(values)}"))

    async def named(self, interaction: Press) -> None:
        """Ask for a name."""
        await interaction.response.send_modal(Named())


class Named(ui.Modal, title="Name"):
    """A modal on a message: its answer changes that message."""

    word: ui.Label[Self] = ui.Label(text="Name", component=ui.TextInput(custom_id="word"))

    async def on_submit(self, interaction: Press, /) -> None:
        """Write the name into the message."""
        assert isinstance(self.word.component, ui.TextInput)
        await interaction.response.edit_message(view=Wizard(f"Named {self.word.component.value}"))


class Board(ui.LayoutView):
    """A message in Components V2, with a picture."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        picture: ui.MediaGallery[Self] = ui.MediaGallery(
            discord.MediaGalleryItem("attachment://cell.png", description="A cell")
        )
        row: ui.ActionRow[Any] = ui.ActionRow(Card(1), Card(2))
        self.add_item(
            ui.Container(ui.TextDisplay("## A cell"), picture, row, accent_colour=0x336699)
        )


class Form(ui.Modal, title="Answer"):
    """A modal with one of every input."""

    typed: ui.Label[Self] = ui.Label(
        text="Word", component=ui.TextInput(custom_id="word", max_length=20)
    )
    radio: ui.Label[Self] = ui.Label(
        text="Which",
        component=ui.RadioGroup(
            custom_id="which",
            options=[discord.RadioGroupOption(label=x, value=x.lower()) for x in ("Left", "Right")],
        ),
    )
    boxes: ui.Label[Self] = ui.Label(
        text="All that apply",
        component=ui.CheckboxGroup(
            custom_id="all",
            options=[
                discord.CheckboxGroupOption(label=x, value=x.lower()) for x in ("A", "B", "C")
            ],
            min_values=1,
            max_values=3,
        ),
    )
    sure: ui.Label[Self] = ui.Label(text="Sure?", component=ui.Checkbox(custom_id="sure"))
    deck: ui.Label[Self] = ui.Label(
        text="Deck",
        component=ui.Select(
            custom_id="deck",
            options=[
                discord.SelectOption(label="Cells", value="c"),
                discord.SelectOption(label="Rome", value="r"),
            ],
        ),
    )

    async def on_submit(self, interaction: Press, /) -> None:
        """Say what was filled in."""
        parts = (self.typed, self.radio, self.boxes, self.sure, self.deck)
        said = [
            getattr(p.component, "value", None) or getattr(p.component, "values", None)
            for p in parts
        ]
        await interaction.response.send_message(repr(said), ephemeral=True)


class Tiny(discord.AutoShardedClient):
    """The bot."""

    def __init__(self, connector: Callable[[], aiohttp.UnixConnector], **more: Any) -> None:
        intents = more.pop("intents", discord.Intents(guilds=True))
        super().__init__(
            intents=intents,
            connector=connector(),
            guild_ready_timeout=0.02,
            allowed_mentions=NONE,
            **more,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Lose no time between shards."""

    async def setup_hook(self) -> None:
        """Know the buttons and bring the commands."""
        self.add_dynamic_items(Card)
        for command in EVERY:
            self.tree.add_command(command)
        await self.tree.sync()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note it."""
        self.heard.append(f"invited to {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note it."""
        self.heard.append(f"thrown out of {guild.name}")

    async def on_message(self, message: discord.Message) -> None:
        """Note it."""
        self.heard.append(f"{message.author.name}: {message.content!r}")


ANYWHERE = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
ANY_WAY = app_commands.allowed_installs(guilds=True, users=True)


@app_commands.command(description="Ask something")
@app_commands.describe(deck="Which deck", questions="How many")
@ANYWHERE
@ANY_WAY
async def quiz(press: Press, deck: str, questions: app_commands.Range[int, 1, 20] = 5) -> None:
    """Show two buttons."""
    view = ui.View(timeout=None)
    view.add_item(Card(7)).add_item(ui.Button(label="Gone", custom_id="gone", disabled=True))
    await press.response.send_message(f"{deck} × {questions}", view=view)


@quiz.autocomplete("deck")
async def _decks(_press: Press, typed: str) -> list[app_commands.Choice[str]]:
    known = ("cells", "civics", "rome")
    return [app_commands.Choice(name=d.title(), value=d) for d in known if d.startswith(typed)]


@app_commands.command(description="Show a picture")
async def board(press: Press) -> None:
    """Send Components V2 with a file."""
    await press.response.send_message(
        view=Board(), file=discord.File(io.BytesIO(b"png"), "cell.png")
    )


@app_commands.command(description="Open a form")
async def form(press: Press) -> None:
    """Open a modal."""
    await press.response.send_modal(Form())


@app_commands.command(description="Think first")
async def slow(press: Press) -> None:
    """Defer, then say two things."""
    await press.response.defer(ephemeral=True, thinking=True)
    await press.edit_original_response(content="thought")
    await press.followup.send("and more", ephemeral=True)


@app_commands.command(description="Choose step by step")
async def wizard(press: Press) -> None:
    """Show the wizard in private."""
    await press.response.send_message(view=Wizard(), ephemeral=True)


@app_commands.command(description="Think aloud")
@ANYWHERE
@ANY_WAY
async def aloud(press: Press, times: int) -> None:
    """Defer, then follow up so many times."""
    await press.response.defer(thinking=True)
    for n in range(times):
        await press.followup.send(f"thought {n}", ephemeral=True)


@app_commands.command(description="Send too much")
async def broken(press: Press) -> None:
    """Send what Discord refuses."""
    await press.response.send_message("x" * 2001)


@app_commands.command(description="Read a file")
async def read(press: Press, file: discord.Attachment) -> None:
    """Download and measure."""
    await press.response.send_message(f"{file.filename}: {len(await file.read())} bytes")


@app_commands.command(description="For managers")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def manage(press: Press) -> None:
    """Do nothing much."""
    await press.response.send_message("managed", ephemeral=True)


@app_commands.context_menu(name="Make a card from this")
async def keep(press: Press, message: discord.Message) -> None:
    """Say what the message says."""
    await press.response.send_message(f"card: {message.content}", ephemeral=True)


EVERY: tuple[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu, ...] = (
    *(quiz, board, form, slow, broken, read, manage, wizard, aloud),
    keep,
)
