"""``runbookc schema``."""

from __future__ import annotations

import click
import msgspec


@click.command()
@click.option("--record", is_flag=True, help="The schema of the record of a run instead of the model's.")
def command(record: bool) -> None:
    """Print the JSON Schema of the model."""
    from runbookc.model.record import Record
    from runbookc.model.runbook import Runbook

    schema = msgspec.json.schema(Record if record else Runbook)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    click.echo(msgspec.json.format(msgspec.json.encode(schema), indent=2).decode())
