"""A command with examples, and what the commands have in common: exit codes."""

import click

DONE, FOUND, WRONG_USE = 0, 1, 2


class Command(click.Command):
    """A command whose examples keep their lines in the help text."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the examples."""
        if self.epilog:
            formatter.write("\nExamples:\n")
            formatter.write("".join(f"  {line}\n" for line in self.epilog.splitlines()))


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
