"""The site as a WSGI application: `gunicorn app:app`, `flask run`."""

from genomics import create_app

app = create_app()
