"""A group of routes: how their bodies are read, and how what they answer is documented."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from flask_smorest import Blueprint
from marshmallow import EXCLUDE, RAISE, Schema

from api.bodies import BodyParser, read_fields, read_file, read_object
from engine.case.forms import Form

View = TypeVar("View", bound=Callable[..., Any])

URL_PREFIX = "/api/v1"


class Input(Schema):
    """What comes in. A name that is not expected is a fault: it is most likely a slip of the pen."""

    class Meta:
        unknown = RAISE


class Output(Schema):
    """What goes out. The views answer with plain dictionaries; this is their contract, held by the tests."""

    class Meta:
        unknown = EXCLUDE


class Parser(BodyParser):
    DEFAULT_UNKNOWN_BY_LOCATION = {**BodyParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}


class Resource(Blueprint):
    """One noun of the API."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, import_name: str, description: str) -> None:
        super().__init__(name, import_name, url_prefix=URL_PREFIX, description=description)

    def get(self, path: str) -> Callable[[View], View]:
        return self._route(path, "GET")

    def post(self, path: str) -> Callable[[View], View]:
        return self._route(path, "POST")

    def put(self, path: str) -> Callable[[View], View]:
        return self._route(path, "PUT")

    def patch(self, path: str) -> Callable[[View], View]:
        return self._route(path, "PATCH")

    def delete(self, path: str) -> Callable[[View], View]:
        return self._route(path, "DELETE")

    def _route(self, path: str, method: str) -> Callable[[View], View]:
        return self.route(path, methods=[method])  # type: ignore[no-any-return]

    def takes(self, shape: type[Schema], location: str = "json") -> Callable[[View], View]:
        """The shape of the body, or of the query; its faults are answered all at once."""
        made = shape()  # once, not for every request
        is_needed = any(field.required for field in made.fields.values())
        return self.arguments(made, location=location, required=is_needed)  # type: ignore[no-any-return]

    def takes_form(self, form: Form) -> Callable[[View], View]:
        """The answers to a form as the whole body; the form checks them, in its own words."""
        schema = json.loads(json.dumps(form.schema))
        shape = {"required": True, "content": {"application/json": {"schema": schema}}}

        def decorate(view: View) -> View:
            @wraps(view)
            def with_body(*args: Any, **kwargs: Any) -> Any:
                return view(read_object(), *args, **kwargs)

            return self.doc(requestBody=shape)(with_body)  # type: ignore[no-any-return]

        return decorate

    def takes_file(self, details: type[Schema], form: Mapping[str, Any]) -> Callable[[View], View]:
        """A form of several parts: the file, and details in fields beside it; `form` documents both."""
        made = details()
        body = {"required": True, "content": {"multipart/form-data": {"schema": form}}}

        def decorate(view: View) -> View:
            @wraps(view)
            def with_file(*args: Any, **kwargs: Any) -> Any:
                return view(read_file(), read_fields(made), *args, **kwargs)

            return self.doc(requestBody=body)(with_file)  # type: ignore[no-any-return]

        return decorate

    def documents(self, body: Mapping[str, Any]) -> Callable[[View], View]:
        """The body of a view that reads it by itself."""
        return self.doc(requestBody=body)  # type: ignore[no-any-return]

    def gives(
        self, status: int, shape: type[Schema] | None = None, description: str | None = None, **more: Any
    ) -> Callable[[View], View]:
        """Documents what a view answers with. It is not dumped again: a view gives plain values."""
        document = self.alt_response(status, schema=shape, description=description, success=True, **more)

        def decorate(view: View) -> View:
            view._apidoc = document(view)._apidoc  # type: ignore[attr-defined]  # no wrapper is needed for words
            return view

        return decorate

    def gives_file(self, description: str, *media_types: str) -> Callable[[View], View]:
        """Documents that a view answers with a file of one of these types."""
        file = {"schema": {"type": "string", "format": "binary"}}
        answer = {"description": description, "content": dict.fromkeys(media_types, file)}

        def decorate(view: View) -> View:
            return self.doc(responses={200: answer})(view)  # type: ignore[no-any-return]

        return decorate
