"""Evaluate: effects of Violence Reduction Units on admissions, estimated on unsuppressed counts."""

from tasks.evaluate.evaluation import EvaluationReceipt, NoEvaluationError, evaluate

__all__ = ["EvaluationReceipt", "NoEvaluationError", "evaluate"]
