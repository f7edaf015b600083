"""Style sheets, scripts and pictures that pages share: read once, named by their content, kept by browsers for ever."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask import Blueprint, Flask, Response, abort, current_app, g

from genomics.config import PROJECT_FOLDER

FOLDER = PROJECT_FOLDER / "static"
FINGERPRINT_LENGTH = 10
_FILES = "genomics.static_files"
_KEPT_FOR_EVER = "is_named_by_its_content"
_FINGERPRINT = re.compile(rf"\.[0-9a-f]{{{FINGERPRINT_LENGTH}}}(?=\.\w+$)")
_SHEET_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_SHEET_INDENTATION = re.compile(rb"\n\s*")

blueprint = Blueprint("static_files", __name__, url_prefix="/static")


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent. `named` is its name with a fingerprint of its content in it: `site.0a1b2c3d4e.css`."""

    content: bytes
    mimetype: str
    named: str


def install(app: Flask) -> None:
    """Reads all files, and gives templates `static_file`, which says where one of them is."""
    files = {path.relative_to(FOLDER).as_posix(): path for path in sorted(FOLDER.rglob("*")) if path.is_file()}
    read = {name: _read(name, path) for name, path in files.items()}
    app.extensions[_FILES] = read | {file.named: file for file in read.values()}
    app.jinja_env.globals["static_file"] = lambda name: f"/static/{read[name].named}"


@blueprint.get("/<path:name>")
def static_file(name: str) -> Response:
    files: dict[str, StaticFile] = current_app.extensions[_FILES]
    # A page that was opened before an upgrade asks for the names of its time, and does well with what came after.
    file = files.get(name) or files.get(_FINGERPRINT.sub("", name))
    if file is None:
        abort(404)
    g.setdefault(_KEPT_FOR_EVER, name == file.named)
    return Response(file.content, mimetype=file.mimetype)


def is_for_ever() -> bool:
    """Whether what this request asked for can never be anything else, because its name tells its content."""
    return bool(g.get(_KEPT_FOR_EVER, False))


def _read(name: str, path: Path) -> StaticFile:
    content = path.read_bytes()
    if path.suffix == ".css":
        content = _SHEET_INDENTATION.sub(b"\n", _SHEET_COMMENT.sub(b"", content)).strip()
    fingerprint = hashlib.sha256(content).hexdigest()[:FINGERPRINT_LENGTH]
    place = PurePosixPath(name)
    mimetype = mimetypes.guess_type(name)[0] or "text/plain"
    return StaticFile(content, mimetype, str(place.with_name(f"{place.stem}.{fingerprint}{place.suffix}")))
