"""The report for machines: format 1, described by `schema.json` beside this file.

Everything is in it, whatever its visibility: who passes it on decides what a student sees.
"""

import json
from typing import Any

from nngrader.evidence import Evidence, LayerSpec, ModelSpec, Place, TrainingRun, Trial
from nngrader.findings import Finding
from nngrader.grades import GradedCriterion, GradeReport, Trouble
from nngrader.results import Standing
from nngrader.untrusted import cleaned

FORMAT = 1  #: 1: first; see design §6
MOST = 500  #: layers, metrics, findings or versions; a student may make any number of them


def render(report: GradeReport, standing: Standing | None = None) -> str:
    """Write the whole report as JSON that ends with a line break; keys keep their order."""
    document = cleaned(_document(report, standing))
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _document(report: GradeReport, standing: Standing | None) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "assignment": report.assignment,
        "title": report.title,
        "student": report.student,
        "status": report.status,
        "score": float(report.score),
        "max_score": float(report.max_score),
        "standing": _standing(standing),
        "first_step": report.first_step,
        "notes": list(report.notes),
        "advisory": report.advisory,
        "criteria": [_criterion(criterion) for criterion in report.criteria],
        "findings": [_finding(one, report.evidence) for one in report.findings[:MOST]],
        "training": [_training(run) for run in report.evidence.runs],
        "model": None if report.evidence.model is None else model_document(report.evidence.model),
        "isolation": report.evidence.isolation,
        "mishap": _mishap(report.trouble),
        "reproduce": {
            "command": report.reproduction.command,
            "seed": report.reproduction.seed,
            "versions": dict(sorted(report.reproduction.versions.items())[:MOST]),
            "submission": report.reproduction.submission,
            "assignment": report.reproduction.assignment,
            "data": report.reproduction.data,
            "arrays": dict(sorted(report.reproduction.arrays.items())),
        },
    }


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "adjusted": float(standing.adjusted),
        "penalty": float(standing.penalty),
        "final": float(standing.final),
        "late_s": standing.late_s,
        "because": standing.because,
    }


def _criterion(criterion: GradedCriterion) -> dict[str, Any]:
    return {
        "title": criterion.title,
        "points": float(criterion.points),
        "max_points": float(criterion.max_points),
        "because": criterion.because,
        "hint": criterion.hint,
        "visibility": criterion.visibility,
        "self_reported": criterion.self_reported,
    }


def _finding(finding: Finding, evidence: Evidence) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "catalogue": finding.catalogue,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "look": finding.look,
        "concept": finding.concept,
        "confirmed_by": finding.confirmed_by,
        "trial": _trial(next((t for t in evidence.trials if t.rule == finding.rule), None)),
        **place_document(finding.place),
    }


def _trial(trial: Trial | None) -> dict[str, Any] | None:
    if trial is None:
        return None
    return {
        "change": trial.change,
        "seed": trial.seed,
        "epochs": trial.epochs,
        "reached": float(trial.reached),
        "reaches": float(trial.reaches),
        "confirms": trial.confirms,
    }


def _training(run: TrainingRun) -> dict[str, Any]:
    return {
        "seed": run.seed,
        "epochs": run.epochs,
        "accuracy": float(run.accuracy),
        "remembered": run.remembered,
        "seconds": round(float(run.seconds), 3),
        "asked_epochs": run.asked,
        "judged_epoch": run.judged,
        "cut": run.cut,
        "engine": run.engine,
        "why_fit": run.why_fit,
    }


def model_document(model: ModelSpec) -> dict[str, Any]:
    """Tell of a network."""
    return {
        "layers": [_layer(layer) for layer in model.layers[:MOST]],
        "loss": None if model.loss is None else model.loss.name,
        "from_logits": model.loss is not None and model.loss.from_logits,
        "optimizer": None if model.optimizer is None else model.optimizer.name,
        "metrics": list(model.metrics[:MOST]),
        "input_shape": list(model.input_shape),
        "head": model.head,
        "parameters": model.parameters,
    }


def _layer(layer: LayerSpec) -> dict[str, Any]:
    return {
        "type": layer.type,
        "units": layer.units,
        "activation": layer.activation,
        "output_shape": list(layer.output_shape),
        "parameters": layer.parameters,
    }


def _mishap(trouble: Trouble | None) -> dict[str, Any] | None:
    if trouble is None:
        return None
    return {"name": trouble.name, "message": trouble.message, **place_document(trouble.place)}


def place_document(place: Place | None) -> dict[str, int | None]:
    """Tell where in the student's text."""
    if place is None:
        return {"line": None, "cell": None}
    return {"line": place.line, "cell": place.cell}
