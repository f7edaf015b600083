"""What a preview has beside the site: a mark on every page, no place in search engines, and pages that follow saves."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, Response

blueprint = Blueprint("preview", __name__)

SCRIPT = Path(__file__).parent / "preview.js"


def install(app: Flask) -> None:
    """Makes the application a preview. To be called before the headers of all answers are installed."""
    app.register_blueprint(blueprint)

    @app.after_request
    def keep_to_ourselves(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
        return response


@blueprint.get("/preview/follow.js")
def follow() -> Response:
    return Response(SCRIPT.read_text(encoding="utf-8"), mimetype="text/javascript")
