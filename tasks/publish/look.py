"""The words and the type that every output of a release shares."""

FONT = "Arial"
BODY_POINTS = 12
HEADING_POINTS = (14, 13)

ORGANISATION = "Home Office"
CONTACT = "Serious Violence team, Home Office: the analyst for hospital admissions data"
LANGUAGE = "en-GB"
KEYWORDS = "hospital admissions, assault, sharp object, Police Force Area, England, Wales"
MARKING = "OFFICIAL-SENSITIVE"
NOT_OFFICIAL = "Management information, not official statistics"
SYNTHETIC = "Synthetic demonstration data"

SHORT_CAVEATS = (
    "Admissions to hospital, not people and not attendances at accident and emergency.",
    "By where the patient lives, not where the assault or the hospital was.",
    "Figures are rounded and small ones hidden, so parts may not add up to their total.",
    "Latest months are provisional: they rise as hospitals finish coding.",
)

SOURCES = {
    "HES": "Hospital Episode Statistics (HES), NHS England (formerly NHS Digital)",
    "PEDW": "Patient Episode Database for Wales (PEDW), Digital Health and Care Wales",
}
CAUSES = {
    "X99": "ICD-10 X99, assault by sharp object",
    "X92-Y09": "ICD-10 X92 to Y09 (X92-Y09), all assault in the agreement's sense",
}
MEASURES = {
    "FAE": "FAE, finished admission episodes",
    "FCE": "FCE, finished consultant episodes",
}

HIDDEN_NATIONALLY = "[c]: hidden, because with England's published figure it would tell Wales' own."
HIDDEN = "[c]: a count of {hidden_from} to {hidden_to}, hidden so that nobody can be identified."
SYMBOLS = {
    "[c1]": "[c1]: a count under 15, hidden so that no other hidden count can be worked out.",
    "[c2]": "[c2]: a count under 30, hidden so that no other hidden count can be worked out.",
    "[c3]": "[c3]: a count of any size, hidden so that no other hidden count can be worked out.",
    "[x]": "[x]: not available: no count has been received for this area and period.",
}
STATUS_MARKS = {
    "provisional": "[p]: provisional: figures of the column may change until the year is final.",
    "revised": "[r]: revised: figures of the column differ from the release before.",
}
STATUSES = {
    "final": "Status final: not expected to change.",
    "provisional": "Status provisional: figures of the row may change until the year is final.",
    "revised": "Status revised: figures of the row differ from the release before.",
}
