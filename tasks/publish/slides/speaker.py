"""What the speaker of a slide is given: what to say, the definitions, the caveat, the source."""

from dataclasses import dataclass

from tasks.publish import design
from tasks.publish.release_content import Content
from tasks.publish.words import synthetic
from tasks.store.dates import in_words

TOPICS = {
    "year": (
        "Definition: finished admission episodes (FAE) whose first external cause is ICD-10 X99,"
        " assault by sharp object, in 12 months; England by HES and Wales by PEDW."
    ),
    "assault": (
        "Definition: all assault is ICD-10 X92 to Y09. No exact national figure of it is published:"
        " this is the sum of what forces show, of residents of known forces."
    ),
    "provisional": (
        "Caveat: the latest months are provisional. They rise as hospitals finish coding, so a fall"
        " in them may not be real."
    ),
    "covid": (
        "Caveat: from March 2020 the Covid-19 pandemic changed violence, the use of hospitals and"
        " their coding."
    ),
    "control": (
        "Definition: an XmR control chart (NHS England, Making Data Count): a mean, and limits 2.66"
        " mean moving ranges either side, over months that start anew where England's figures"
        " stepped to another level."
    ),
    "nowcast": (
        "Definition: expected when final is what the month is expected to become, from how months"
        " rose in the releases before; 95% of its intervals should hold the final figure."
    ),
    "attention": (
        "Definition: a force is named where sharp object or all assault admissions changed by more"
        " than usual variation, in the latest 12 months on a year earlier or in the latest three"
        " months on the same months of the two years before."
    ),
    "rate": (
        "Definition: admissions in 12 months per 100,000 residents at the mid-year inside them,"
        " from shown figures of 10 or more; 95% intervals by Byar's method, from the least to the"
        " most that a figure can have been before rounding."
    ),
    "funnel": (
        "Definition: far from England's rate means beyond the 99.8% limits of a funnel about it,"
        " which allow for usual variation between forces (Spiegelhalter, 2005)."
    ),
    "places": (
        "Caveat: by where patients live, not where the assault or the hospital was; the City of"
        " London has few residents. Hospitals differ in whom they admit and how they code causes."
    ),
    "ages": (
        "Caveat: ages are shown for England only. Those of England and Wales together would tell"
        " those of Wales."
    ),
    "vru": (
        "Caveat: VRU areas were chosen for their levels of violence, so comparing them with other"
        " areas does not show what the units do."
    ),
    "revised": (
        "Definition: a figure is revised where it differs from the release of the month before."
        " Below national level a provisional figure stays as first shown until its year is final."
    ),
    "hidden": (
        "Caveat: below national level small counts are hidden and others rounded, each on its own,"
        " so parts may not add up. Make no rate, percentage or change from a hidden figure."
    ),
}


@dataclass(frozen=True)
class Speaker:
    """The notes of slides of one release."""

    content: Content

    @property
    def source(self) -> str:
        """Where the figures come from, and as at when."""
        sources = dict.fromkeys(design.SOURCES[file.source] for file in self.content.inputs)
        return f"Source: {'; '.join(sources)}. Data as at {in_words(self.content.data_as_at)}."

    def notes(self, say: str, *topics: str) -> list[str]:
        """Return the notes of a slide."""
        marking = f"{design.MARKING} until cleared. {design.NOT_OFFICIAL}."
        told = [TOPICS[topic] for topic in topics]
        return [f"Say: {say}", *told, self.source, *synthetic(self.content), marking]
