"""Serves the OpenAPI document, and pages to try it in, from this installation alone."""

import json
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Blueprint, Flask, Response, url_for
from flask.typing import ResponseReturnValue
from flask_smorest import Api

from api.errors import Refused
from api.openapi import finished
from api.resource import URL_PREFIX, Resource
from api.shapes import Problem

BUILT = Path(__file__).parents[1] / "web/static/built"
PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Due Course API</title>
<link rel="stylesheet" href="{styles}">
</head>
<body>
<main id="api-docs" data-document="{document}"><h1>Due Course API</h1>
<p>These pages need JavaScript. <a href="{document}">Read the OpenAPI document instead</a>.</p></main>
<script src="{bundle}"></script>
<script type="module" src="{starter}"></script>
</body>
</html>
"""


class Document:
    """The OpenAPI document. It is put together when somebody first asks, so that the server starts without it."""

    def __init__(self, app: Flask, api: Api, resources: Iterable[Resource], server: str) -> None:
        self._app = app
        self._api = api
        self._resources = resources
        self._server = server
        self._lock = Lock()
        self._text: str | None = None

    def text(self) -> str:
        with self._lock:
            if self._text is None:
                self._text = json.dumps(self._made(), ensure_ascii=False, indent=1)
            return self._text

    def _made(self) -> dict[str, Any]:
        spec = self._api.spec
        spec.components.schema("Problem", schema=Problem)
        for resource in self._resources:
            resource.register_views_in_doc(self._api, self._app, spec, name=resource.name, parameters=None)
            spec.tag({"name": resource.name, "description": resource.description})
        return finished(spec.to_dict(), self._app, self._server)


def register(app: Flask, document: Document) -> None:
    docs = Blueprint("docs", __name__, url_prefix=URL_PREFIX)

    @docs.get("/openapi.json")
    def openapi_document() -> ResponseReturnValue:
        return Response(document.text(), mimetype="application/json")

    @docs.get("/docs")
    def swagger_ui() -> ResponseReturnValue:
        return Response(_page(), mimetype="text/html")

    app.register_blueprint(docs)


def _page() -> str:
    manifest = BUILT / "manifest.json"
    if not manifest.exists():
        raise Refused(404, "Expected the pages to be built; run make setup")
    starter = json.loads(manifest.read_text(encoding="utf-8"))["api-docs.js"]
    return PAGE.format(
        styles=url_for("static", filename="built/swagger-ui/swagger-ui.css"),
        bundle=url_for("static", filename="built/swagger-ui/swagger-ui-bundle.js"),
        starter=url_for("static", filename=f"built/{starter}"),
        document=f"{URL_PREFIX}/openapi.json",
    )
