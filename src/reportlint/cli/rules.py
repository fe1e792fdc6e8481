"""`rules`, `rule` and `schema`: what the tool knows, printed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import get_terminal_size

import click

from reportlint.cli.options import format_option, known_codes, lang_option
from reportlint.cli.printing import print_document, print_text
from reportlint.cli.wrapping import columns, wrapped
from reportlint.form.dialects import DIALECTS, SqlName
from reportlint.form.schema import forms, package_folder, schema_folder
from reportlint.language import LIST, Language, Text, joined
from reportlint.nearest import meant
from reportlint.output import audits
from reportlint.output import rules as rules_output
from reportlint.output.json import document
from reportlint.rules import RULES


@click.command()
@click.option(
    "--audit",
    is_flag=True,
    help="审查各条关系：是否相容、多余，能查出、查准哪些错。"
    " Audit the statements: whether they agree, what is redundant, which errors they show.",
)
@click.option(
    "--sql",
    type=click.Choice(tuple(DIALECTS)),
    help="各版本 A、C 类规则的 SQL 视图。 Views in SQL of the A and C rules of each edition.",
)
@format_option(("text", "json"))
@lang_option
def rules(*, audit: bool, sql: SqlName | None, output_format: str, lang: Language) -> None:
    """列出规则。 List the rules."""
    if sql is not None:
        from reportlint.frames.sql import view

        click.echo("\n".join(view(form, sql) for form in forms().values()), nl=False)
    elif output_format == "json":
        print_document(audits.document(lang) if audit else rules_output.document(lang))
    else:
        click.echo(audits.text(lang) if audit else rules_output.table(lang))


_INCOMPLETE = Text("{code} 不是一条规则的完整代码", "{code} is not the whole code of a rule")
_NO_RULE = Text("没有规则 {code}{hint}", "there is no rule {code}{hint}")


@click.command()
@click.argument("code", shell_complete=known_codes)
@format_option(("text", "json"))
@lang_option
def rule(code: str, output_format: str, lang: Language) -> None:
    """解释一条规则，给出代码（A101）或名称。 Explain a rule, given by its code (A101) or name."""
    names = {rule.name: known for known, rule in RULES.items()}
    found = RULES.get(names.get(code.lower(), code.upper()))
    if found is None:
        whole = not any(known.startswith(code.upper()) for known in RULES)
        said = _NO_RULE.fill(hint=meant(code, (*RULES, *names)), code=code)
        raise click.UsageError((said if whole else _INCOMPLETE.fill(code=code)).of(lang))
    if output_format == "json":
        print_document(document(rules_output.entry(found, lang)))
    else:
        text = rules_output.explanation(found, lang)
        print_text("\n".join(_lines(text)))


def _is_terminal() -> bool:
    return sys.stdout.isatty()


_LABEL = re.compile(r"(?:[\w ]{1,20}: |\w{1,8}：)")


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text, no wider than the terminal if it goes to one.

    What goes on is indented as far as the label before it is wide.
    """
    width = get_terminal_size().columns if _is_terminal() else None
    for line in text.splitlines():
        label = _LABEL.match(line)
        hanging = columns(label[0]) if label else 0
        yield from [line] if width is None else wrapped(line, width, hanging)


_NO_SCHEMA = Text(
    "没有 {name} 的 JSON Schema，现有：{known}{hint}",
    "there is no JSON Schema of {name}, only of {known}{hint}",
)


def _schemas() -> dict[str, Path]:
    """Return the file of every schema by its name."""
    files = {name: schema_folder() / name / "report.schema.json" for name in forms()}
    files["findings"] = package_folder() / "findings.schema.json"
    files["settings"] = package_folder() / "settings.schema.json"
    files["vocabulary"] = package_folder() / "vocabulary" / "form.schema.json"
    files["keywords"] = package_folder() / "vocabulary" / "keywords.json"
    return files


def _names(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    return [name for name in _schemas() if name.startswith(typed)]


@click.command()
@click.argument("edition", metavar="EDITION", shell_complete=_names)
@lang_option
def schema(edition: str, lang: Language) -> None:
    """打印一个版本的 JSON Schema；或 findings、settings、vocabulary、keywords。

    Print the JSON Schema of an edition; or of the JSON output (findings), of
    the settings (settings), of the annotations (vocabulary), or a list of their names (keywords).
    """
    files = _schemas()
    if edition not in files:
        hint = meant(edition, files)
        said = _NO_SCHEMA.fill(name=edition, hint=hint, known=joined(files, LIST))
        raise click.UsageError(said.of(lang))
    print_document(files[edition].read_bytes())
