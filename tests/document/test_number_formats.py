"""Number formats: the text that a sheet shows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportlint.document.number_formats import is_date, shown_number

ACCOUNTING = '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("41235", "General", "41235"),
        ("-7", "General", "-7"),
        ("41235", "0", "41235"),
        ("41235", "@", "41235"),
        ("96.5", "0", "96.5"),
        ("41235", "#,##0", "41,235"),
        ("512", "0_d", "512"),
        ("41235", "[Red]0", "41235"),
        ("41235", '0"件"', "41235件"),
        ("7", 'General"件"', "7件"),
        ("965000", '#,##0"元"', "965,000元"),
        ("96.5", "[$¥-804]#,##0.00", "¥96.5"),
        ("123", "000000", "000123"),
        ("0", "#", ""),
        ("0", "0;-0;;@", ""),
        ("5", "0;-0;;@", "5"),
        ("5", ";;;", ""),
        ("-5", "#,##0_);(#,##0)", "(5)"),
        ("-5", "0", "-5"),
        ("41235", ACCOUNTING, "41,235"),
        ("-41235", ACCOUNTING, "-41,235"),
        ("0", ACCOUNTING, "-"),
        ("41235", '0!.0,"万"', "4.1万"),
        ("965000", '0\\.0,"万"', "96.5万"),
        ("41235", '0!.0000"万"', "4.1235万"),
        ("965000", "#,##0,", "965"),
        ("1500", '0.0,"千"', "1.5千"),
        ("0.965", "0.0%", "96.5%"),
        ("41235", "0\\‰", "41235‰"),
        ("150000", '[>=100000]0!.0,"万";0', "15.0万"),
        ("5", '[>=100000]0!.0,"万";0', "5"),
        ("41235", "0.0E+00", "41235"),
    ],
)
def test_number_is_shown_as_the_sheet_shows_it(number: str, code: str, text: str) -> None:
    assert shown_number(Decimal(number), code) == text


@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'yyyy"年"m"月"', "[h]:mm", "m/d/yy", "aaaa;e年"])
def test_dates_are_told(code: str) -> None:
    assert is_date(code)


@pytest.mark.parametrize("code", ["General", "0_d", '0"日"', "[Red]0", "[$-804]0", "\\d0", ""])
def test_numbers_are_no_dates(code: str) -> None:
    assert not is_date(code)
