"""`rules`, `rule` and `schema`: what the tool knows, printed."""

from __future__ import annotations

import click

from reportlint.cli.options import format_option, lang_option
from reportlint.cli.printing import print_document
from reportlint.form.dialects import DIALECTS, SqlName
from reportlint.form.schema import forms, package_folder, schema_folder
from reportlint.language import Language, Text
from reportlint.output import audits
from reportlint.output import rules as rules_output
from reportlint.rules import RULES
from reportlint.settings import unknown_code


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


@click.command()
@click.argument("code")
@lang_option
def rule(code: str, lang: Language) -> None:
    """解释一条规则，如 A101。 Explain a rule, such as A101."""
    if code.upper() not in RULES:
        text = Text("{code} 不是一条规则的完整代码", "{code} is not the whole code of a rule")
        said = unknown_code((code.upper(),)) or text.fill(code=code)
        raise click.UsageError(said.of(lang))
    click.echo(rules_output.explanation(RULES[code.upper()], lang))


@click.command()
@click.argument("edition", metavar="EDITION")
def schema(edition: str) -> None:
    """打印一个版本的 JSON Schema；或 findings、settings、vocabulary、keywords。

    Print the JSON Schema of an edition; or of the JSON output (findings), of
    the settings (settings), of the annotations (vocabulary), or a list of their names (keywords).
    """
    files = {name: schema_folder() / name / "report.schema.json" for name in forms()}
    files["findings"] = package_folder() / "findings.schema.json"
    files["settings"] = package_folder() / "settings.schema.json"
    files["vocabulary"] = package_folder() / "vocabulary" / "form.schema.json"
    files["keywords"] = package_folder() / "vocabulary" / "keywords.json"
    if edition not in files:
        raise click.UsageError(f"{edition}: {', '.join(files)}")
    print_document(files[edition].read_bytes())
