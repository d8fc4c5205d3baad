"""The words, colours and type that every output of a release shares."""

FONT = "Arial"
BODY_POINTS = 12
HEADING_POINTS = (14, 13)
LINE_POINTS = 16.0  # a line of the body type in a spreadsheet

# The Analysis Function's palette for charts, and ink that reads on white (contrast above 4.5).
INK = "#0b0c0c"
GREY = "#505a5f"
PALE = "#f3f2f1"
LINE = "#b1b4b6"
PAPER = "#ffffff"
DARK_BLUE = "#12436d"
TURQUOISE = "#28a197"
ORANGE = "#f46a25"
FOCUS = "#ffdd00"
# Five steps of rates on the tile map, lowest first: paper and ink of each.
STEPS = (
    ("#e6f0fa", INK),
    ("#b3d4f0", INK),
    ("#6bace6", INK),
    ("#2073bc", PAPER),
    ("#12436d", PAPER),
)
# Falls and rises, the largest fall first: paper and ink of each. Blue against orange stays apart
# for every common kind of colour blindness.
DIVERGING = (
    ("#12436d", PAPER),
    ("#85b6e3", INK),
    (PALE, INK),
    ("#fbc3a5", INK),
    (ORANGE, INK),
)

MINUS = "\N{MINUS SIGN}"
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
CAUSE_NAMES = {"X99": "Assault with a sharp object", "X92-Y09": "All assault"}
BASELINE = "the year ending March 2019"
# A change on an earlier figure. Pages that make sentences themselves are given these.
CHANGE = {
    "more": "{percent}% more than {when} ({against}){chance}",
    "fewer": "{percent}% fewer than {when} ({against}){chance}",
    "same": "The same to the nearest percent as {when} ({against}){chance}",
    "few": "Too few for a percentage on {when} ({against})",
    "hidden": "No change from {when} can be told: {which} {why}",
    "none": "No figure of {when}",
    "itself": "Others are compared with this year",
}
# What is said of a change besides: whether it is more than usual variation.
CHANCE = {
    "clear": ", a clear change",
    "usual": ", within usual variation",
    "unfinished": ", some or all of which may be late coding: the latest months are not finished",
    "untested": "",
}
AS_RELEASED = "{against} in the release of a year before"
YEAR_EARLIER = "a year earlier"
RATE = "{rate} per 100,000 residents of {residents} (95% interval {lower} to {upper})"
RESIDENTS = {
    "estimate": "mid-{mid_year}",
    "interpolated": "mid-{mid_year}, interpolated",
    "held": "mid-{estimated_to}, the latest estimate",
}
CENSUS_BREAK = (
    "Residents of mid-2020 and earlier start from the 2011 Census, those of mid-2021 and later from"
    " the 2021 Census: rates before and after are not on one basis."
)
NO_RATE = "no rate: {why}"
TOO_FEW_FOR_A_RATE = "the figure is under 10"
# Why a figure is no number, after what names it.
UNTOLD = {
    "[x]": "has not been received ([x])",
    "hidden": "is hidden ({symbol}), so that nobody can be identified",
}
THIS_FIGURE, EARLIER_FIGURE = "this figure", "that figure"
NO_CONTROL_CHART = (
    "No control chart: it needs 36 months that all show a figure, 20 or more a month on average, 12"
    " of them since national figures last stepped to another level."
)
MEASURES = {
    "FAE": "FAE, finished admission episodes",
    "FCE": "FCE, finished consultant episodes",
}

# The symbols of the rule, of a policy's rung: the finest, one that is coarser, the last one.
HIDDEN = "{symbol}: a count {hides}, hidden so that nobody can be identified."
COARSER = "{symbol}: a count {hides}, hidden so that no other hidden count can be worked out."
WITHHELD = "{symbol}: withheld: any count, so that no hidden count can be worked out."
SYMBOLS = {
    "at least": "at least: a count beyond what the area was expected to reach, shown as its bound.",
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
