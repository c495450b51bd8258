"""The house's rules that a linter cannot say, each a function from a module to what is wrong with it.

Every rule stands in `RULES` beside a piece of code that breaks it, so that a rule which stopped working is noticed.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGES = ("bot", "charts", "maturity_model", "storage")
LONGEST_FILE = 250
LONGEST_FUNCTION = 30
ROOMS = {"__init__", "capability", "handlers", "jobs", "cards", "texts", "use_cases"}
SPLIT_ROOMS = ("cards", "use_cases")  # folders where one file would be too long
OWNERS_OF_TRANSACTIONS = ("storage/database.py", "storage/group_writer.py", "storage/engine.py", "storage/schema.py")
LISTS = "storage/migrations/versions/"  # a migration lists columns, one a line, and stays as it was released

# Place -> why it may be longer. A place is a file, or a file and a function: "bot/app.py:build".
MAY_BE_LONG: dict[str, str] = {
    "maturity_model/errors.py": "every refusal there is, one after the other: a list, with nothing to find out in it",
    "storage/rows.py": "every table there is, one after the other, on one MetaData",
}

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class Module:
    """One source file: its path below the project's top level, and its text."""

    path: str
    text: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    def functions(self) -> Iterator[AnyFunction]:
        return (node for node in self.nodes if isinstance(node, AnyFunction))

    def at(self, node: ast.stmt | ast.expr, wrong: str) -> str:
        return f"{self.path}:{node.lineno}: {wrong}"


Rule = Callable[[Module], Iterator[str]]


@dataclass(frozen=True, kw_only=True)
class Example:
    """Code that breaks a rule."""

    path: str
    text: str


def read_house(top: Path) -> list[Module]:
    paths = sorted(path for package in PACKAGES for path in (top / package).rglob("*.py"))
    return [Module(path=path.relative_to(top).as_posix(), text=path.read_text("utf-8")) for path in paths]


def files_are_short(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > LONGEST_FILE and module.path not in MAY_BE_LONG:
        yield f"{module.path}:{lines}: {lines} lines, and {LONGEST_FILE} is the most"


def functions_are_short(module: Module) -> Iterator[str]:
    if module.path.startswith(LISTS):
        return
    for function in module.functions():
        lines = length(function)
        if lines > LONGEST_FUNCTION and f"{module.path}:{function.name}" not in MAY_BE_LONG:
            yield module.at(function, f"{function.name} has {lines} lines, and {LONGEST_FUNCTION} is the most")


def length(function: AnyFunction) -> int:
    """Lines from `def` to the end, without the docstring: a promise should not have to be short."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return lines
    return lines - ((first.end_lineno or first.lineno) - first.lineno + 1)


def only_the_store_ends_transactions(module: Module) -> Iterator[str]:
    if module.path.startswith("storage/") and not module.path.startswith(OWNERS_OF_TRANSACTIONS):
        for call in calls_of_methods(module, {"commit", "rollback", "begin", "begin_nested"}):
            yield module.at(call, "a repository neither begins nor ends a transaction")


def only_config_reads_the_environment(module: Module) -> Iterator[str]:
    if module.path == "bot/config.py":
        return
    for node in module.nodes:
        names = {node.attr} if isinstance(node, ast.Attribute) else imported_from(node, "os")
        if names & {"environ", "environb", "getenv"}:
            assert isinstance(node, ast.Attribute | ast.ImportFrom)
            yield module.at(node, "bot/config.py is the only reader of the environment")


def cards_do_not_wait(module: Module) -> Iterator[str]:
    if in_room(module, "cards"):
        for node in module.nodes:
            if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
                yield module.at(node, "a card is drawn from values and waits for nothing")


def only_the_command_line_prints(module: Module) -> Iterator[str]:
    if module.path != "bot/cli.py" and not module.path.startswith("bot/rehearsal/"):
        for node in module.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield module.at(node, "only the command line and the rehearsal print")


def refusals_are_facts(module: Module) -> Iterator[str]:
    """Every class below DomainError in its file, and every class that names it as a base in another."""
    refusals = {"DomainError"}
    for node in module.nodes:  # breadth first, and a base stands above what is made from it
        if isinstance(node, ast.ClassDef) and refusals & {ast.unparse(base).split(".")[-1] for base in node.bases}:
            refusals.add(node.name)
            if node.name.endswith(("Error", "Exception")):
                yield module.at(node, f"{node.name}: a refusal is named as the fact it is")


def decisions_do_not_wait(module: Module) -> Iterator[str]:
    if in_room(module, "use_cases"):
        for function in module.functions():
            for inner in ast.walk(function):
                if inner is not function and isinstance(inner, ast.AsyncFunctionDef):
                    yield module.at(inner, f"{inner.name}: a decision waits for nothing, it holds a transaction")


def capabilities_have_the_usual_rooms(module: Module) -> Iterator[str]:
    match module.path.split("/"):
        case ["bot", "capabilities", _, file] if file.removesuffix(".py") not in ROOMS:
            yield f"{module.path}:1: a capability has {', '.join(sorted(ROOMS - {'__init__'}))}, and no other modules"
        case ["bot", "capabilities", _, room, *below, _] if room not in SPLIT_ROOMS or below:
            yield f"{module.path}:1: a capability is one folder, in which {' and '.join(SPLIT_ROOMS)} may be folders"


def in_room(module: Module, room: str) -> bool:
    """Whether the module is this room of a capability, or a part of it where the room is a folder."""
    match module.path.split("/"):
        case ["bot", "capabilities", _, here, *_]:
            return here.removesuffix(".py") == room
    return False


def calls_of_methods(module: Module, names: set[str]) -> Iterator[ast.Call]:
    for node in module.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def imported_from(node: ast.AST, package: str) -> set[str]:
    if isinstance(node, ast.ImportFrom) and node.module == package:
        return {name.name for name in node.names}
    return set()


RULES: dict[Rule, Example] = {
    files_are_short: Example(path="bot/app.py", text="\n" * (LONGEST_FILE + 1)),
    functions_are_short: Example(path="bot/app.py", text="def build():\n" + "    pass\n" * LONGEST_FUNCTION),
    only_the_store_ends_transactions: Example(path="storage/reviews.py", text="connection.commit()"),
    only_config_reads_the_environment: Example(path="bot/app.py", text="from os import getenv"),
    cards_do_not_wait: Example(path="bot/capabilities/home/cards.py", text="async def home_card(): ..."),
    only_the_command_line_prints: Example(path="bot/app.py", text="print('ready')"),
    refusals_are_facts: Example(path="maturity_model/errors.py", text="class RowOpenedError(DomainError): ..."),
    decisions_do_not_wait: Example(
        path="bot/capabilities/home/use_cases.py",
        text="async def show_home(store):\n    async def decide(tx): ...\n    return await store.read(decide)",
    ),
    capabilities_have_the_usual_rooms: Example(path="bot/capabilities/home/helpers.py", text=""),
}
