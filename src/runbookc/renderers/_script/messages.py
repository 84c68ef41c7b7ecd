"""What the script itself says: keys of its texts to English messages, which the catalogs translate.

``{0}``, ``{1}``, … are what PowerShell's ``-f`` fills in.
"""

from __future__ import annotations

from functools import lru_cache

from runbookc.locales import catalog

DOMAIN = "script"
"""The gettext domain."""

MESSAGES: dict[str, str] = {
    "Unhealthy": "{0} is {1}.",
    "AllHealthy": "{0} monitors were checked; none of them is unhealthy.",
    "NoMonitor": "The health query showed no monitor. Check the names of the server and of the health set.",
    "MonitorSucceeded": "{0} is healthy.",
    "MonitorFailed": "{0} is not healthy.",
    "MonitorUnknown": "The health query did not show {0}.",
    "ProbeSucceeded": "The probe {0} succeeded.",
    "ProbeFailed": "The probe {0} did not succeed.",
    "ProbeUnknown": "The probe {0} gave no result that can be judged.",
    "Transient": "{0}: the probe succeeds now. The problem was transient and no longer exists.",
    "Persists": "{0}: the problem still exists.",
    "NotJudged": "{0}: whether the problem still exists could not be found out.",
    "NoDiagnosis": (
        "This runbook has no diagnosis that runs by itself. "
        "-List shows its steps, -Section and -Step run them."
    ),
    "Applies": "For {0} this section applies: {1} (-Section {2})",
    "NoSection": "The runbook names no recovery section for {0}. -List shows its steps.",
    "SeveralSections": (
        "Several monitors with different recovery sections are unhealthy. Name one with -Monitor."
    ),
    "RecoverHint": "-Recover goes through that section. Nothing has been changed.",
    "NotDiagnosis": "{0} changes something and is left out of the diagnosis.",
    "NotAsked": "{0} was left out of the diagnosis: it needs -{1}.",
    "Recovered": "The problem is solved.",
    "NotRecovered": "The end of the section is reached and the problem persists.",
    "Finished": "The end of the steps is reached.",
    "Stopped": "Stopped before the end.",
    "WhatIf": "Nothing has been changed.",
    "AlreadyDone": "{0} is done already, as the record says.",
    "StepsLeft": (
        "The problem is solved. Not done any more: {0}. Read whether one of these is still needed."
    ),
    "Waiting": "{0}: waiting {1} minutes",
    "AskManual": "1 = done, 2 = skip, 3 = stop",
    "AskCondition": "Do the following steps apply? 1 = yes, 2 = skip them, 3 = stop",
    "AskSection": "Go through this section now: {0}? 1 = yes, 2 = skip, 3 = stop",
    "AskFailed": "The command failed. 1 = go on, 3 = stop",
    "AskVerdict": "Is the problem solved? 1 = yes, 2 = no, go on, 3 = stop",
    "AskUndo": "The problem persists. Take this change back now? 1 = yes, 2 = not now, 3 = stop",
    "AskValue": "-{0}",
    "AskMonitor": "Which monitor ({0})?",
    "AnswerMissing": "A step needs an answer and nobody can be asked. -ManualAction answers beforehand.",
    "ValueMissing": "A value is needed for -{0} and nobody can be asked.",
    "ValueRefused": "The value for -{0} has characters that could do harm in a command, or none at all.",
    "ConsentMissing": (
        "Nobody can be asked for consent. Only -Confirm:$false lets this script change something."
    ),
    "CmdletMissing": (
        "Not available here: {0}. Open the Exchange Management Shell or connect to Exchange, "
        "and check the roles of your account."
    ),
    "MonitorNotListed": "{0} is not a monitor of this runbook. It has: {1}",
    "StepUnknown": "{0} is not a step or section of this runbook. -List shows them.",
    "RecordUnreadable": "{0} cannot be read as a record: {1}",
    "RecordUnwritable": "{0} cannot be written: {1}",
    "RecordForeign": "{0} is not a record of {1}.",
    "RecordExists": "{0} exists already. -Resume goes on from it; another name begins a new record.",
    "NothingToUndo": "There is nothing to take back.",
    "Undoing": "Taking back the change of {0}.",
    "StillOpen": "The change of {0} has not been taken back. This does it: {1}",
    "UndoHint": "-Undo takes back what is open.",
    "Disagreement": (
        "The editions of the article do not agree on this command. Check it, then run it yourself."
    ),
    "Doubtful": "This command has a defect. Check it, then run it yourself.",
    "NotBuilt": "This script does not run this command. Put in your own values and run it yourself.",
    "OtherLanguage": "This is not a command for PowerShell. Do it by hand.",
    "Risk.configuration": "This changes a setting.",
    "Risk.app-pool-recycle": "This recycles an application pool: its users are interrupted for a moment.",
    "Risk.web-server-restart": (
        "This restarts all web sites of the server: everybody who uses them is interrupted."
    ),
    "Risk.service-restart": "This restarts a service: whoever uses it is interrupted.",
    "Risk.service-stop": "This stops a service: nobody can use it until it is started again.",
    "Risk.service-start": "This starts a service.",
    "Risk.server-restart": "This restarts the whole server: everything on it is interrupted.",
    "Risk.database-move": (
        "This moves active mailbox databases between servers: their users are interrupted for a moment."
    ),
    "Risk.database-offline": "This takes mailbox databases offline: their users cannot reach their mail.",
    "Risk.queue": "This changes how queued mail flows.",
    "Risk.process-kill": "This ends a process without warning: what it was doing is lost.",
    "Risk.data-removal": "This removes something for good.",
    "Risk.repair": "This repairs data and may take long.",
    "Risk.undo": "This takes back an earlier change.",
    "Risk.unknown": "What this changes is not known.",
    "Risk.none": "",
}
"""Key, without ``Message.``, to the English text: the gettext message id."""


@lru_cache(maxsize=64)
def messages(locale: str) -> dict[str, str]:
    """Key of the script's texts to the message in a locale, or in English where no catalog fits."""
    words = catalog(locale, DOMAIN)
    return {f"Message.{key}": words.gettext(text) if text else "" for key, text in MESSAGES.items()}
