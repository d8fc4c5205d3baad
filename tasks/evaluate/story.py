"""The content of the evaluation's report and of its HTML page, which is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.evaluate import words
from tasks.evaluate.error_rates import ErrorRate
from tasks.evaluate.headline import headline, key_figures
from tasks.evaluate.results import Results
from tasks.evaluate.sections import event_chart, sections
from tasks.evaluate.specification import Specification
from tasks.evaluate.value import Costs
from tasks.evaluate.value_section import value_methods
from tasks.publish import design
from tasks.publish.release_content import Content
from tasks.publish.words import codes, data_as_at, marked, synthetic

Row = Mapping[str, Any]
Story = dict[str, Any]
NEXT = "Next evaluation: in a year, or when the specification changes."


@dataclass(frozen=True)
class Evaluation:
    """The published tables, and what they were made from."""

    name: str
    spec: Specification
    content: Content
    costs: Costs
    results: Results
    values: Sequence[Row]
    rates: Sequence[ErrorRate]

    @property
    def title(self) -> str:
        """The title of both outputs."""
        return marked(
            self.content, f"Violence Reduction Units and hospital admissions, {self.name}"
        )


def story(evaluation: Evaluation) -> Story:
    """Return the report as data for `tasks.publish.report`."""
    spec, content, results = evaluation.spec, evaluation.content, evaluation.results
    return {
        "title": evaluation.title,
        "keywords": [*design.KEYWORDS.split(", "), "evaluation", "Violence Reduction Units"],
        "about": [*synthetic(content), *_months(results.estimates, spec), NEXT],
        "headline": headline(results, spec),
        "figures": [vars(figure) for figure in key_figures(results, evaluation.values, spec)],
        "chart": event_chart(spec.main, results.events),
        "caveat": words.CAVEATS[0],
        "sections": sections(results, evaluation.values, evaluation.rates, spec),
        "symbols": codes(),
        "caveats": [*words.CAVEATS, *design.SHORT_CAVEATS],
        "notes": [
            *words.methods(spec),
            *value_methods(evaluation.costs, spec),
            f"{design.NOT_OFFICIAL}. {design.MARKING} until cleared: share it with nobody else.",
        ],
        "as_at": data_as_at(content.inputs),
        "contact": f"{design.CONTACT}.",
    }


def _months(estimates: Sequence[Row], spec: Specification) -> list[str]:
    row = words.main_row(estimates, spec.main)
    return [
        f"Months {row['first_period']} to {row['last_period']}, {row['funded_areas']} funded and"
        f" {row['other_areas']} other Police Force Areas."
    ]
