"""Funding: who paid for a work, a person or a project, by which award. It names no sum: sources rarely tell it alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from scholargraph.identifiers import Identifier, Url
from scholargraph.model.fields import Column, declared
from scholargraph.model.names import Agent
from scholargraph.model.values import PartialDate, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A grant, an award or a funder of which no more is told. At least one of `funder`, `number`, `name` is given.

    Raises ValueError for one that says nothing.
    """

    funder: Annotated[
        Agent | None,
        declared(
            "Funder",
            "Funders",
            "Who gave the money, as printed.",
            refers_to=("organization",),
            printed=True,
            search=Column.NAMES,
        ),
    ] = None
    number: Annotated[
        str | None,
        declared(
            "Award number", "Award numbers", "The number of the grant, as the funder writes it.", search=Column.NAMES
        ),
    ] = None
    name: Annotated[Text | None, declared("Name", "Names", "What the grant or the funded project is called.")] = None
    identifiers: Annotated[
        tuple[Identifier, ...], declared("Identifier", "Identifiers", "Identifiers of the grant, not of the funder.")
    ] = ()
    url: Annotated[Url | None, declared("Address", "Addresses", "A page about the grant.")] = None
    start: Annotated[PartialDate | None, declared("Start", "Starts", "When it began.")] = None
    end: Annotated[PartialDate | None, declared("End", "Ends", "When it ended.")] = None

    def __post_init__(self) -> None:
        if self.funder is None and self.number is None and self.name is None:
            raise ValueError("a funding names its funder, its number or what it is called")
