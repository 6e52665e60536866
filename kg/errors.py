"""What can go wrong, each told in one sentence that says what is wrong, where, and how to mend it."""


class PrincipleGraphError(Exception):
    """The base of all errors that a user is told of; its text is a sentence. The command line exits with 2."""


class FolderError(PrincipleGraphError):
    """A folder that is missing, is no folder, or holds nothing to read."""


class SettingsError(PrincipleGraphError):
    """A setting, in `catalogue.toml` or elsewhere, that can't be used."""
