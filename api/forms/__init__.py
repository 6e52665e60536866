"""One GraphQL operation, in several forms: as RDF, and as JSON that is read as RDF."""

from api.forms.form import FORMS, Form, Told, tell

__all__ = ["FORMS", "Form", "Told", "tell"]
