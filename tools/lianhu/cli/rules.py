"""`lianhu rules`: what records are checked against."""

from __future__ import annotations

import click

from lianhu.cli.shell import CLEAN, explained, reader_language
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.rules import catalogue
from lianhu.rules.catalogue import RULES


@click.command("rules")
@explained
def rules_command() -> int:
    """Print the rules that records are checked against, with their sources."""
    language = reader_language(None)
    for rule in catalogue.described((*RULES, *PROPOSAL_RULES), language):
        click.echo(f"{rule.name}\n    {rule.sentence}\n    {rule.source}")
    return CLEAN
