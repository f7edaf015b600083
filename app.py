"""The site as a WSGI application: `gunicorn app:app`, `flask run`."""

from genomics import cli, create_app
from genomics.config import SettingsError

try:
    app = create_app(looks_ahead=True)
except SettingsError as error:
    cli.refuse_to_start(error)
