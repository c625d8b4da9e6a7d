"""The table of services (`services.toml`) as values: where each is, and how it is asked.

It asks nothing; the addresses that a site gives instead come from its settings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from scholargraph.fetch_settings import FetchSettings

_TABLE: Final = "services.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One row of the table.

    Attributes:
        name: what it is called in the table and in `[fetch.services]`.
        address: where it is; empty where a source names the address.
        accept: the media type that is asked for.
        interval: the least seconds between two requests to its host.
        mailto: whether the contact is told in a parameter `mailto`.
        batch: how many records one request takes, or one page holds.
        key: the parameter that takes a key; None where there is none.
        documentation: the pages of its own documentation that the row was checked against.
        checked: when.
    """

    name: str
    address: str = ""
    accept: str
    interval: float
    mailto: bool = False
    batch: int = 1
    key: str | None = None
    documentation: tuple[str, ...]
    checked: date

    @property
    def is_xml(self) -> bool:
        """Whether it answers in XML; the others answer in JSON, or in lines of RDF."""
        return self.accept.endswith("xml")

    @property
    def is_json(self) -> bool:
        """Whether it answers in JSON."""
        return self.accept.endswith("json")


@cache
def services() -> Mapping[str, Service]:
    """Give all services by name."""
    data = tomllib.loads((files(__package__) / _TABLE).read_text("utf-8"))
    return {
        name: Service(name=name, **row | {"documentation": tuple(row["documentation"])}) for name, row in data.items()
    }


def address_of(name: str, settings: FetchSettings) -> str:
    """Give the address of a service for a site; empty where its sources name theirs."""
    return settings.services.get(name) or services()[name].address
