from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import sites

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.pages.site import Site


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return sites.publish(tmp_path_factory.mktemp("site"), sites.catalogue())


@pytest.fixture(scope="session")
def site(settings: Settings) -> Site:
    return sites.opened(settings)
