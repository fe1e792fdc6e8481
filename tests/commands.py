"""Commands as a user types them, run in this process."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from reportlint.cli.group import cli
from reportlint.form.schema import package_folder

FINDINGS = Draft202012Validator(
    json.loads((package_folder() / "findings.schema.json").read_text(encoding="utf-8"))
)


def run(*arguments: object, stdin: bytes | None = None, **environment: str) -> Result:
    """Run a command, which may fail but not with an exception of its own."""
    call = [str(argument) for argument in arguments]
    result = CliRunner().invoke(cli, call, input=stdin, env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def check(*arguments: object, stdin: bytes | None = None) -> dict[str, Any]:
    """The JSON output of `check`, valid by its schema, with the exit code that it implies."""
    result = run("check", "--format", "json", *arguments, stdin=stdin)
    output: dict[str, Any] = json.loads(result.output)
    FINDINGS.validate(output)
    summary = output["summary"]
    nothing_checked = summary["unreadable"] or not summary["reports"]
    assert result.exit_code == (2 if nothing_checked else 1 if summary["errors"] else 0)
    return output
