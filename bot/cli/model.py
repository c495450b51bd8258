"""`model`: look after the editions of the maturity model."""

import typer

from bot.cli.bridges import bridge
from bot.cli.editions import diff, list_editions, remove, show
from bot.cli.importing import check, import_guide, template

model = typer.Typer(help="Look after the editions of the maturity model.", no_args_is_help=True)

model.command("list")(list_editions)
model.command()(show)
model.command()(diff)
model.command()(bridge)
model.command("import")(import_guide)
model.command()(check)
model.command()(template)
model.command()(remove)
