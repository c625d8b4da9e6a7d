"""The OpenAPI document of the site's whole HTTP surface: the file that is kept by hand, and what follows from it.

It looks at no rule of the application; the tests hold the two against each other.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response

from scholargraph import __version__
from scholargraph.pages.bodies import Representation
from scholargraph.pages.head import OPENAPI
from scholargraph.web.responses import addresses, answer
from scholargraph.web_addresses import ascii_uri

openapi: Final = Blueprint("openapi", __name__)

_FILE: Final = Path(__file__).with_suffix(".json")
_PLACEHOLDER: Final = "http://127.0.0.1:8000/"
"""The site's base IRI as the examples have it."""


@openapi.get("/openapi.json")
def document() -> Response:
    """The document of this site."""
    body, tag = _written(addresses().base)
    return answer(tag, lambda: Representation(body, OPENAPI))


def describe(base: str) -> dict[str, Any]:
    """Give the document for a site (OpenAPI 3.1): its address, this version, and HEAD and OPTIONS beside each GET."""
    told: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8").replace(_PLACEHOLDER, base))
    told["info"]["version"] = __version__
    told["servers"][0]["url"] = ascii_uri(base).rstrip("/")
    for operations in told["paths"].values():
        get = operations["get"]
        name = get["operationId"]
        operations["head"] = {
            **get,
            "operationId": f"{name}Head",
            "summary": f"{get['summary']}: the header fields alone",
        }
        in_path = [parameter for parameter in get.get("parameters", ()) if _in_path(told, parameter)]
        operations["options"] = {
            "operationId": f"{name}Options",
            "tags": get["tags"],
            "summary": "What can be asked here",
            "parameters": in_path,
            "responses": {
                "2XX": {"$ref": "#/components/responses/Options"},
                **({"404": {"$ref": "#/components/responses/NotFound"}} if in_path else {}),
            },
        }
    return told


def _in_path(document: dict[str, Any], parameter: dict[str, Any]) -> bool:
    name = parameter.get("$ref", "").rpartition("/")[2]
    return bool((document["components"]["parameters"][name] if name else parameter)["in"] == "path")


@lru_cache(maxsize=1)
def _written(base: str) -> tuple[bytes, str]:
    body = json.dumps(describe(base), ensure_ascii=False).encode("utf-8") + b"\n"
    return body, hashlib.sha256(body).hexdigest()[:32]
