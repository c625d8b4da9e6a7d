"""The command that makes a token for a client of the endpoint; it writes nothing to any file."""

from __future__ import annotations

from datetime import datetime

import click

from scholargraph.cli.progress import say


@click.command()
@click.argument("name")
@click.option(
    "--deadline",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    help="Seconds that a query with the token may take.",
)
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day on which it holds, YYYY-MM-DD; without it, the token does not expire.",
)
def token(name: str, deadline: float, expires: datetime | None) -> None:
    """Make a token for the client NAME, and show what the site file needs to know of it."""
    from scholargraph import config
    from scholargraph.sparql import tokens

    config.checked_name(name)
    made, digest = tokens.new()
    say("The token, which is shown this once; a client sends it as “Authorization: Bearer TOKEN”:")
    click.echo(made)
    last = "" if expires is None else f"\nexpires = {expires.date()}"
    say(
        f'\nAdd to scholargraph.toml:\n\n[[token]]\nname = "{name}"\nsha256 = "{digest}"\ndeadline = {deadline:g}{last}'
    )
