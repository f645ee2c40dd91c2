"""`lianhu rules`: what records are checked against."""

from __future__ import annotations

import click

from lianhu.cli.shell import CLEAN, explained, reader_language
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.rules import catalogue
from lianhu.rules.catalogue import RULES
from lianhu.town import keeping, schemas
from lianhu.words import say, spoken


@click.command("rules")
@explained
def rules_command() -> int:
    """Print the rules for records with their sources, and what may change once it is shown."""
    language = reader_language(None)
    for rule in catalogue.described((*RULES, *PROPOSAL_RULES), language):
        click.echo(f"{rule.name}\n    {rule.sentence}\n    {rule.source}")
    click.echo(spoken(say("What is shown and may change all the same, and why:"), language))
    for reason, places in keeping.reasons(kind.schema for kind in schemas.load().kinds.values()).items():
        click.echo(f"{reason}\n    {' '.join(places)}")
    return CLEAN
