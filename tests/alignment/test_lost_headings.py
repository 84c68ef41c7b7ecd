"""A heading that one edition lost, or has too many: named, and what stands below stays aligned."""

from __future__ import annotations

import pytest

from runbookc.model.runbook import Paragraph, Runbook
from runbookc.model.walking import walk_blocks

from .compiling import compiled

PARTS = {
    "en-US": [
        ("Explanation", "The Zorbu service answers the clients. `ZorbuCTPProbe` watches it every 5 minutes."),
        ("User action", "Someone may have mended it by now. So look first whether the alert still stands."),
        ("Common issues", "  - The password  expired.\n\n  - The disk is full."),
        ("ZorbuCTPMonitor recovery", "1.  Restart the pool.\n\n2.  Write down the time."),
    ],
    "fr-FR": [
        ("Explication", "Le service Zorbu répond aux clients. `ZorbuCTPProbe` surveille en 5 minutes."),
        ("Action de l'utilisateur", "Il est peut-être déjà réparé. Voyez donc si l'alerte existe encore."),
        ("Problèmes courants", "  - Le mot de passe a expiré.\n\n  - Le disque du serveur est plein."),
        ("Récupération de ZorbuCTPMonitor", "1.  Redémarrez le pool.\n\n2.  Notez l'heure."),
    ],
    "zh-TW": [
        ("說明", "Zorbu 服務會回應用戶端。`ZorbuCTPProbe` 每 5 分鐘監視一次此服務。"),
        ("使用者動作", "可能已經有人修好了這個問題。因此請先查看警示是否仍然存在。"),
        ("常見問題", "  - 帳戶密碼已過期。\n\n  - 伺服器的磁碟已滿。"),
        ("ZorbuCTPMonitor 修復動作", "1.  重新啟動集區。\n\n2.  記下時間。"),
    ],
}  # fmt: skip


def article(locale: str, without: int | None) -> str:
    body = [
        text if place == without else f"## {title}\n\n{text}"
        for place, (title, text) in enumerate(PARTS[locale])
    ]
    return "\n\n".join(["# Zorbu", "Zorbu 1.", *body]) + "\n"


def paragraphs(runbook: Runbook) -> list[Paragraph]:
    blocks = (block for section in runbook.sections for block in walk_blocks(section.blocks))
    return [block for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("locale", sorted(PARTS))
@pytest.mark.parametrize("gone", [1, 2, 3])
def test_the_section_without_its_heading_is_missing_and_its_text_is_not(locale: str, gone: int) -> None:
    runbook = compiled({tag: article(tag, gone if tag == locale else None) for tag in PARTS})
    others = tuple(tag for tag in sorted(PARTS) if tag != locale)
    named = {
        section.title["en-US" if locale != "en-US" else "fr-FR"]: section.locales
        for section in runbook.sections
    }
    title = PARTS["en-US" if locale != "en-US" else "fr-FR"][gone][0]
    assert {name: have for name, have in named.items() if have != runbook.locales} == {title: others}
    assert all(item.locales == runbook.locales for item in paragraphs(runbook))
    assert runbook.divergences == ()


@pytest.mark.parametrize("locale", sorted(PARTS))
@pytest.mark.parametrize("only", [1, 2])
def test_a_heading_that_one_edition_has_alone_takes_nothing_from_the_others(locale: str, only: int) -> None:
    runbook = compiled({tag: article(tag, None if tag == locale else only) for tag in PARTS})
    alone = [section for section in runbook.sections if section.locales == (locale,)]
    assert [section.title[locale] for section in alone] == [PARTS[locale][only][0]]
    assert all(item.locales == runbook.locales for item in paragraphs(runbook))


@pytest.mark.parametrize("count", [4, 16])
def test_a_short_section_keeps_its_heading_where_the_long_one_after_it_loses_its_own(count: int) -> None:
    parts = {
        "en-US": ("User action", "Look.", "Verifying", "Run it:"),
        "fr-FR": ("Action", "Voyez.", "Vérification", "Exécutez :"),
        "tr-TR": ("Kullanıcı", "Bakın.", "Doğrulama", "Çalıştırın:"),
    }
    editions = {
        tag: f"# T\n\nI.\n\n## {act}\n\n{text}\n\n{'' if tag == 'tr-TR' else '## '}{title}\n\n"
        + "".join(f"{n}. {run} `Value{n}`\n\n        Get-Queue q{n}\n\n" for n in range(1, count + 1))
        for tag, (act, text, title, run) in parts.items()
    }
    sections = compiled(editions).sections[1:]
    assert [(one.title["en-US"], one.locales) for one in sections] == [
        ("User action", ("en-US", "fr-FR", "tr-TR")),
        ("Verifying", ("en-US", "fr-FR")),
    ]
