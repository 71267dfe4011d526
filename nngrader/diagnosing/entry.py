"""What was found, for machines: described by `schema.json` beside this file."""

import json
from collections.abc import Iterable
from typing import Any

from nngrader.diagnosing.running import Diagnosis
from nngrader.evidence import Evidence, Trial
from nngrader.findings import Finding
from nngrader.inspecting.entry import mishap_document, standard
from nngrader.language import ENGLISH
from nngrader.reports.json import MOST, place_document
from nngrader.untrusted import cleaned


def document(found: Iterable[Diagnosis], language: str = ENGLISH) -> str:
    """Write a JSON list with an entry per file, in ASCII, so that it can be printed anywhere."""
    return json.dumps([entry(one, language) for one in found], indent=2, allow_nan=False)


def entry(found: Diagnosis, language: str = ENGLISH) -> dict[str, Any]:
    """Tell of one file."""
    told = {
        "status": "evidence" if found.mishap is None else found.mishap.name,
        "mishap": mishap_document(found.mishap, language),
        "findings": [_finding(one, found.evidence) for one in found.findings[:MOST]],
        "training": [
            {"seed": run.seed, "epochs": run.epochs, measure(found.evidence): run.accuracy}
            for run in found.evidence.runs
        ],
    }
    return {"file": found.file, **standard(cleaned(told))}


def measure(evidence: Evidence) -> str:
    """Name what the trainings were judged by."""
    return "accuracy" if evidence.task == "classes" else "explained"


def _finding(finding: Finding, evidence: Evidence) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "catalogue": finding.catalogue,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "look": finding.look,
        "concept": finding.concept,
        **place_document(finding.place),
        "confirmed_by": finding.confirmed_by,
        "trial": _trial(trial_for(finding, evidence)),
    }


def trial_for(finding: Finding, evidence: Evidence) -> Trial | None:
    """Find what was tried to confirm a finding."""
    return next((trial for trial in evidence.trials if trial.rule == finding.rule), None)


def _trial(trial: Trial | None) -> dict[str, Any] | None:
    if trial is None:
        return None
    return {
        "change": trial.change,
        "confirms": trial.confirms,
        "seed": trial.seed,
        "epochs": trial.epochs,
        "reached": trial.reached,
        "reaches": trial.reaches,
        "loss_before": list(trial.before.get("loss", ())[:MOST]),
        "loss_after": list(trial.after.get("loss", ())[:MOST]),
    }
