"""Examples of every command: a line to type, and what it does."""

from __future__ import annotations

from reportlint.language import Text


def _line(line: str, zh: str, en: str, english_line: str = "") -> tuple[Text, Text]:
    """Return a line, where it names files in English another, and what it does."""
    return Text(line, english_line or line), Text(zh, en)


EXAMPLES: dict[str, tuple[tuple[Text, Text], ...]] = {
    "cli": (
        _line(
            "reportlint check 报告/",
            "检查一个文件夹里的报告",
            "check the reports in a folder",
            "reportlint check reports/",
        ),
        _line(
            "reportlint check 报告/ --output html:结果.html",
            "另写一份可以打印的网页",
            "write a page that prints, too",
            "reportlint check reports/ --output html:found.html",
        ),
        _line(
            "reportlint rule A101",
            "这条规则是什么意思，依据是什么",
            "what a rule means, and what it rests on",
        ),
        _line(
            "reportlint --lang en --help",
            "英文说明；设置 REPORTLINT_LANG=en 长期有效",
            "this help in English; set REPORTLINT_LANG=en for good",
        ),
        _line(
            'eval "$(_REPORTLINT_COMPLETE=bash_source reportlint)"',
            "在 bash 中用 Tab 补全；zsh 用 zsh_source，fish 见 README",
            "completion by Tab in bash; zsh_source for zsh; for fish see README",
        ),
    ),
    "check": (
        _line(
            "reportlint check 2024.docx --previous 2023.docx",
            "检查一份报告，并与上一年度比较",
            "check a report, and compare it with last year's",
        ),
        _line(
            "reportlint check 报告/ --output xlsx:结果.xlsx",
            "检查文件夹，另写一份工作簿",
            "check a folder, and write a workbook",
            "reportlint check reports/ --output xlsx:found.xlsx",
        ),
        _line(
            "reportlint check 报告/ --select S,A --fail-on warning",
            "只用结构和勾稽规则，警告也算不合格",
            "rules of structure and sums only; fail on warnings, too",
            "reportlint check reports/ --select S,A --fail-on warning",
        ),
        _line(
            "reportlint check 报告/ --statistics",
            "只看各条规则发现了几处",
            "how many findings of each rule",
            "reportlint check reports/ --statistics",
        ),
        _line(
            "reportlint check 报告/ --diff-base origin/main --quiet",
            "只检查 git 中有改动的文件",
            "only files that have changed in git",
            "reportlint check reports/ --diff-base origin/main --quiet",
        ),
        _line(
            "reportlint check - --stdin-filename 报告/2024.txt",
            "检查编辑器送来的内容",
            "check what an editor sends",
            "reportlint check - --stdin-filename reports/2024.txt",
        ),
    ),
    "fix": (
        _line("reportlint fix 2024.xlsx", "显示可以怎样改，不写入", "show what would be changed"),
        _line("reportlint fix 2024.xlsx --write", "写入原文件", "change the file"),
    ),
    "rollup": (
        _line(
            "reportlint rollup 各单位/ --total 全县.xlsx",
            "核对汇总报告与各单位",
            "compare a total with its units",
            "reportlint rollup units/ --total county.xlsx",
        ),
        _line(
            "reportlint rollup 各单位/ -o 全县.xlsx --name 青禾县人民政府",
            "由各单位写出汇总报告",
            "make the total of them",
            "reportlint rollup units/ -o county.xlsx --name 青禾县人民政府",
        ),
    ),
    "collect": (
        _line(
            "reportlint collect 去年/ --write-roster 名册.xlsx",
            "按去年的报告起草名册",
            "draft a roster from last year's reports",
            "reportlint collect last-year/ --write-roster roster.xlsx",
        ),
        _line(
            "reportlint collect 各单位/ --roster 名册.xlsx --deadline 2025-01-31",
            "哪些单位已报、未报、迟报",
            "who has handed in, who has not, who was late",
            "reportlint collect units/ --roster roster.xlsx --deadline 2025-01-31",
        ),
    ),
    "notices": (
        _line(
            "reportlint notices 报来/ -o 通知/ --office 青禾县人民政府办公室",
            "给每个有问题的单位写一份更正通知",
            "a letter to each organ in whose report something is wrong",
            "reportlint notices in/ -o notices/ --office 青禾县人民政府办公室",
        ),
    ),
    "rounds": (
        _line(
            "reportlint rounds 报来/第一轮 报来/第二轮",
            "哪些已改，哪些未改，哪些新出了错",
            "what is mended, what is not, what is newly wrong",
            "reportlint rounds in/round-1 in/round-2",
        ),
    ),
    "figures": (
        _line(
            "reportlint figures 报来/ --previous 去年/ --output svg:比较.svg",
            "公开率、结转率、纠错率与上年、与同级比较，另画成图",
            "rates of disclosure, carry-over and correction beside last year's and peers'",
            "reportlint figures in/ --previous last-year/ --output svg:rates.svg",
        ),
    ),
    "convert": (
        _line(
            "reportlint convert 2024.docx -o 2024.json",
            "转为数据文件",
            "make a data file of a document",
        ),
        _line(
            "reportlint convert 报告/ -o 全部.parquet",
            "整个文件夹写成一张数据表",
            "gather a folder in one table",
            "reportlint convert reports/ -o all.parquet",
        ),
    ),
    "template": (
        _line(
            "reportlint template 2021 --year 2025 -o 空白表.xlsx",
            "2025年度的空白表，带求和公式",
            "a blank form for 2025, with sums",
            "reportlint template 2021 --year 2025 -o blank.xlsx",
        ),
    ),
    "rule": (
        _line(
            "reportlint rule A101",
            "一条规则的内容、级别和依据",
            "what a rule says, how grave it is, what it rests on",
        ),
        _line(
            "reportlint rule applicants-total --format json",
            "按名称查，供程序使用",
            "by its name, for programs",
        ),
    ),
    "rules": (
        _line("reportlint rules --format json", "全部规则，供程序使用", "every rule, for programs"),
        _line(
            "reportlint rules --audit",
            "规则能查出什么、查不出什么",
            "what the rules can and cannot tell",
        ),
    ),
    "schema": (
        _line(
            "reportlint schema 2021 > form.schema.json",
            "2021年版格式的 JSON Schema",
            "the form of 2021 as JSON Schema",
        ),
        _line(
            "reportlint schema settings",
            "设置文件的 JSON Schema",
            "the JSON Schema of the settings",
        ),
    ),
    "accept": (
        _line(
            "reportlint accept 2024.docx C202 --reason 两件文件由上级机关废止",
            "豁免报告中的 C202，一年内有效",
            "accept what C202 says of a report, for a year",
            "reportlint accept 2024.docx C202 --reason 'repealed by the higher organ'",
        ),
        _line(
            "reportlint accept 2024.docx",
            "列出可以豁免的问题，每处一行命令",
            "list what can be accepted, a line to type each",
        ),
    ),
}
