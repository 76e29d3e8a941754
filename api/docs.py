"""Serves the OpenAPI document, and pages to try it in, from this installation alone."""

import json
from functools import cache
from pathlib import Path

from apispec import APISpec
from flask import Blueprint, Flask, Response, url_for
from flask.typing import ResponseReturnValue

from api.errors import Refused
from api.openapi import finished
from api.resource import URL_PREFIX

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


def register(app: Flask, spec: APISpec, server: str) -> None:
    docs = Blueprint("docs", __name__, url_prefix=URL_PREFIX)

    @cache
    def document() -> str:
        return json.dumps(finished(spec.to_dict(), app, server), ensure_ascii=False, indent=1)

    @docs.get("/openapi.json")
    def openapi_document() -> ResponseReturnValue:
        return Response(document(), mimetype="application/json")

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
