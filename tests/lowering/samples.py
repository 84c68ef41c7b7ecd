"""One health-set article in three languages and one task article in two, in words of our own.

The Thai one is in a script without spaces and without full stops, the Polish one in a language that
no word list knows.
"""

# ruff: noqa: E501
from __future__ import annotations

_TABLE = """
| {probe} | {set} | {needs} | {monitor} |
| --- | --- | --- | --- |
| AbcCtpProbe | ABC | Active Directory<br>{net} | AbcCtpMonitor ({suffix} ABC) |
| AbcDeepTestProbe | ABC.Protocol | {none} | AbcDeepTestMonitor, AbcSelfTestMonitor |
"""
_COMMANDS = r"""
1. {first}

2. {second}

   1. {open}

          Get-ServerHealth <server name> | ?{{$_.HealthSetName -eq "<health set name>"}}

   2. {look}

   3. {again}

          Invoke-MonitoringProbe <health set name>\<probe name> -Server <server name>
"""
_HEALTH = """---
title: {title}
ms:assetid: 11111111-2222-3333-4444-555555555555
ms:mtpsurl: https://technet.microsoft.com/{tag}library/ms.exch.scom.abc(v=EXCHG.150)
ms.date: 02/05/2016
ms.translationtype: MT
---

# {title}

_**{applies}** Exchange Server 2013_

_**{modified}** 2015-03-09_

{intro}

## {about}

{table_intro}
{table}
## {issues}

{issues_lead}

- {issue}

- {issue}

## {told}

{told_text}

## {verify}
{commands}
## {recover} AbcTestDeepMonitor {and_} ABCSelfTestMonitor

1. {restart}

2. {rerun}

3. {wait}

       Set-MailboxServer -Identity <ServerName> -DatabaseCopyActivationDisabledAndMoveNow $true

## {recover} AbcCtpMonitor

1. {restart}

2. {repeat}

## {more}

[{restart}](start-and-stop-the-abc-services.md)
"""

WORDS: dict[str, dict[str, str]] = {
    "en-US": {
        "title": "When the ABC health set fails", "applies": "Applies to:", "modified": "Last change:",
        "intro": "ABC tells whether mail arrives.", "about": "What is watched", "table_intro": "These probes run.",
        "probe": "Probe", "set": "Set", "needs": "Needs", "monitor": "Monitor", "net": "Network", "suffix": "health set",
        "none": "None", "issues": "Usual causes", "issues_lead": "It fails when:", "issue": "the disk is full",
        "told": "What to do first", "told_text": "Look whether the alert is still true. Then recover.",
        "verify": "Seeing whether it still fails", "first": "Read the alert.", "second": "If it says little, go on:",
        "open": "Ask for the state:", "look": "Find the monitor.", "again": "Run the probe again, see the table in the"
        " What is watched section:", "recover": "Recovery of", "and_": "and", "restart": "Restart the service.",
        "rerun": "Run the probe as in step 2c of the Seeing whether it still fails section.",
        "wait": "Wait 10 minutes.", "repeat": "Repeat steps 1 and 2.", "more": "Read on"},
    "pl-PL": {
        "title": "Gdy zawodzi zestaw ABC", "applies": "Dotyczy:", "modified": "Zmieniono:",
        "intro": "ABC mówi, czy poczta dochodzi.", "about": "Co jest badane", "table_intro": "Działają te sondy.",
        "probe": "Sonda", "set": "Zestaw", "needs": "Wymaga", "monitor": "Monitor", "net": "Sieć", "suffix": "zestaw kondycji",
        "none": "Brak", "issues": "Zwykłe przyczyny", "issues_lead": "Zawodzi, gdy:", "issue": "dysk jest pełny",
        "told": "Co zrobić najpierw", "told_text": "Sprawdź, czy alert jest nadal prawdziwy. Potem naprawiaj.",
        "verify": "Czy problem trwa nadal", "first": "Przeczytaj alert.", "second": "Jeśli mówi mało, zrób tak:",
        "open": "Zapytaj o stan:", "look": "Znajdź monitor.", "again": "Uruchom sondę ponownie, zobacz tabelę w części"
        " Co jest badane:", "recover": "Naprawa dla", "and_": "i", "restart": "Uruchom usługę ponownie.",
        "rerun": "Uruchom sondę jak w kroku 2c w części Czy problem trwa nadal.",
        "wait": "Zaczekaj 10 minut.", "repeat": "Powtórz kroki 1 i 2.", "more": "Czytaj dalej"},
    "th-TH": {
        "title": "เมื่อชุดสุขภาพ ABC ล้มเหลว", "applies": "ใช้กับ:", "modified": "แก้ไขล่าสุด:",
        "intro": "ABC บอกว่าจดหมายมาถึงหรือไม่", "about": "สิ่งที่ถูกเฝ้าดู", "table_intro": "โพรบเหล่านี้ทำงาน",
        "probe": "โพรบ", "set": "ชุด", "needs": "ต้องใช้", "monitor": "มอนิเตอร์", "net": "เครือข่าย", "suffix": "ชุดสุขภาพ",
        "none": "ไม่มี", "issues": "สาเหตุทั่วไป", "issues_lead": "ล้มเหลวเมื่อ:", "issue": "ดิสก์เต็ม",
        "told": "สิ่งที่ต้องทำก่อน", "told_text": "ดูว่าการแจ้งเตือนยังเป็นจริงหรือไม่ แล้วจึงกู้คืน",
        "verify": "ตรวจว่าปัญหายังอยู่หรือไม่", "first": "อ่านการแจ้งเตือน", "second": "ถ้าบอกน้อยให้ทำดังนี้:",
        "open": "ถามสถานะ:", "look": "หามอนิเตอร์", "again": "เรียกโพรบอีกครั้ง ดูตารางในส่วนสิ่งที่ถูกเฝ้าดู:",
        "recover": "การกู้คืน", "and_": "และ", "restart": "เริ่มบริการใหม่",
        "rerun": "เรียกโพรบตามขั้นตอนที่ 2c ในส่วนตรวจว่าปัญหายังอยู่หรือไม่",
        "wait": "รอ 10 นาที", "repeat": "ทำซ้ำขั้นตอนที่ 1 และ 2", "more": "อ่านต่อ"},
}  # fmt: skip


def health_article(locale: str, **changed: str) -> str:
    """The health-set article; `changed` replaces some of its words.

    With ``tag=""`` the front matter does not say the locale.
    """
    words = {"tag": f"{locale.lower()}/", **WORDS[locale], **changed}
    return _HEALTH.format(
        table=changed.get("table") or _TABLE.format(**words),
        commands=_COMMANDS.format(**words),
        **{key: value for key, value in words.items() if key != "table"},
    )


_TASK = """# {title}

{intro}

## {before}

- {time}

- {rights}

## {ask}

## {method_console}

1. {click} **{button}**.

2. {click} **OK**.

## {method_shell}

{example}

```powershell
Start-Service MSExchangeABC
```

## {worked}

{see}

```powershell
Get-Service MSExchangeABC
```

## {more}

[{intro}](other-article.md)
"""

TASKS: dict[str, str] = {
    "en-US": _TASK.format(
        title="Start the ABC services", intro="ABC has two services.", before="What do I need?",
        time="Time: 5 minutes", rights="You are an administrator", ask="Which way?",
        method_console="Start the ABC services from the console", click="Click", button="Start",
        method_shell="Start the ABC services from the shell", example="This starts one.",
        worked="Did it help?", see="The state is Running.", more="More"),
    "de-DE": _TASK.format(
        title="ABC-Dienste starten", intro="ABC hat zwei Dienste.", before="Was brauche ich?",
        time="Dauer: 5 Minuten", rights="Sie sind Administrator", ask="Welcher Weg?",
        method_console="ABC-Dienste in der Konsole starten", click="Klicken Sie auf", button="Starten",
        method_shell="ABC-Dienste in der Shell starten", example="Das startet einen.",
        worked="Hat es geholfen?", see="Der Status ist Running.", more="Mehr"),
}  # fmt: skip
