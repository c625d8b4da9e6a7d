"""The command line: `scholargraph init, add, refresh, read, publish, check, validate, serve, snapshots, query, export, cite, token, keys,
explain, review, sources`.

Commands are loaded when they run, so that `--help` is quick; they hold no logic of their own. Exit codes: 0 fine,
1 findings, 2 usage, 3 input, 4 remote, 5 ours.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Final

import click

from scholargraph import __version__
from scholargraph.errors import ScholarGraphError, UsageError

TRACEBACK: Final = "SCHOLARGRAPH_TRACEBACK"
"""The environment variable that has the whole of an unforeseen error printed, for a report."""

_COMMANDS: Final = {
    "init": ("create", "Make a new site in a directory, out of files."),
    "add": ("adding", "Add files, or what is known of an identifier, once it was shown what they would change."),
    "refresh": ("refresh", "Fetch a site's sources again, show what changes, and publish it."),
    "read": ("read", "Show what is read out of a file, and where; publish nothing."),
    "publish": ("site", "Turn a site's sources into its current graph."),
    "check": ("site", "Say what is wrong or missing, at its source line; change nothing."),
    "validate": ("validate", "Hold any RDF file against SHACL shapes, by default our own."),
    "serve": ("serve", "Publish if sources changed, then serve pages and the SPARQL endpoint."),
    "snapshots": ("snapshots", "List what is kept of a site, verify it, roll back to it; say how many are kept."),
    "query": ("query", "Ask a site, or an endpoint anywhere, a SPARQL query."),
    "export": ("export", "Write a site's graph, or references to its works, to standard output."),
    "cite": ("cite", "Write references to works in a citation style: APA, Chicago, IEEE, MLA, Vancouver."),
    "token": ("token", "Make a token that lets a client's queries take longer."),
    "keys": ("keys", "List a site's keys with their history; find, rename, merge and split them."),
    "explain": ("explain", "Say why entries are one thing, or why two of them are not."),
    "review": ("review", "Ask about entries that may be the same thing; write the answers into the curation."),
    "sources": ("site", "List the kinds of source that can be read."),
}
"""Command → the module that has it, and its line of help (so that listing them loads none)."""


class _Commands(click.Group):
    """Loads a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"scholargraph.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="scholargraph")
def _group() -> None:
    """Linked data about scholars that can be traced to the words it came from.

    A SITE is a directory with a scholargraph.toml.

    Exit codes: 0 fine, 1 findings, 2 usage, 3 input, 4 remote, 5 ours.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: one sentence for every error, no traceback (but where SCHOLARGRAPH_TRACEBACK is set)."""
    try:
        code = _group.main(arguments, prog_name="scholargraph", standalone_mode=False)
    except ScholarGraphError as error:
        click.echo(f"scholargraph: {error}", err=True)
        code = error.exit_code
    except click.Abort:
        click.echo("scholargraph: stopped.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = UsageError.exit_code
    except Exception as error:  # noqa: BLE001 - the last one: whatever it is, it is a sentence and the code of our own faults
        from scholargraph import faults

        found = faults.named(error)
        click.echo(f"scholargraph: {found}", err=True)
        if os.environ.get(TRACEBACK):
            traceback.print_exception(error)
        code = found.exit_code
    sys.exit(code if isinstance(code, int) else 0)
