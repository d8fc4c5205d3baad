"""The sentences of the workbook: titles, keys, the cover and the notes."""

from collections.abc import Iterable
from datetime import date

from tasks.publish import look
from tasks.publish.workbook_content import Content, Input, TableSheet

MONTHLY = "monthly sharp object"
COUNTRIES = ("England", "Wales")
COARSE = {"[c1]", "[c2]", "[c3]"}


def document_title(content: Content) -> str:
    """Return the title of the workbook."""
    return marked(content, f"Hospital admissions for assault, {_release(content)}")


def sheet_title(sheet: TableSheet) -> str:
    """Return what the sheet shows, with its first and last period."""
    periods = dict.fromkeys((sheet.first_period, sheet.last_period))
    return f"{sheet.title}, {' to '.join(periods)}"


def marked(content: Content, title: str) -> str:
    """Return the title as it stands on a sheet: one of synthetic data says so."""
    return f"{look.SYNTHETIC}: {title}" if content.is_synthetic else title


def sheet_lines(content: Content, sheet: TableSheet) -> list[str]:
    """Return the lines between a sheet's title and its table, the number of tables first."""
    return [
        "This sheet contains one table.",
        f"{look.MARKING}. {look.NOT_OFFICIAL}.",
        *_symbol_key(content, sheet),
        *_status_key(sheet),
        _rounding(content, sheet),
        *_each("Source", (look.SOURCES[source] for source in sheet.sources)),
        *_each("Codes", (look.CAUSES[cause] for cause in sheet.causes)),
        *_each("Measure", (look.MEASURES[measure] for measure in sheet.measures)),
        *_each("Data as at", _as_at(content.inputs, sheet)),
        *([sheet.remark] if sheet.remark else []),
        *look.SHORT_CAVEATS[:2],
        "The sheet Notes says more.",
    ]


def cover_sections(content: Content) -> dict[str, list[str]]:
    """Return the lines of the cover under their headings."""
    return {
        "About this release": _about(content),
        "Latest months": _latest_months(content),
        "Data as at": [f"{_extract(file)}, {file.dataset}." for file in content.inputs],
        "Before you use a figure": [
            *look.SHORT_CAVEATS,
            "The sheet Notes says all of this in full.",
        ],
        "Contact": [f"{look.CONTACT}."],
    }


def notes(content: Content) -> list[str]:
    """Return the notes in the order of their numbers."""
    rule = content.rule
    return [
        "These figures count admissions to hospital, not people: somebody admitted twice counts"
        " twice. Attendances at accident and emergency that did not lead to an admission are not"
        " counted.",
        "FAE, finished admission episodes, count the first episode of a stay in hospital. FCE,"
        " finished consultant episodes, count every period of care under one consultant, so one"
        " stay can hold several. FAE and FCE are different measures and are never added.",
        "An admission is counted by its first external cause code. Assault with a sharp object is"
        " ICD-10 X99.",
        "All assault is ICD-10 X92 to Y09, as the data sharing agreement defines it, and not X85"
        " to Y09. It leaves out X85 to X91 (X86 is assault by corrosive substances), so it does"
        " not match totals published for X85 to Y09.",
        "The area is where the patient lives, not where the assault was or where the hospital is.",
        "Residents of England of no known area are in the figures for England but in no Police"
        " Force Area, region or local authority.",
        "The breakdowns of England by sex, age group and ethnic group leave out residents of no"
        " known area, so they are below the total for England.",
        "Figures are provisional until their financial year is final. The latest months rise as"
        " hospitals finish coding: a fall in them may not be real.",
        "A figure is revised where it differs from the one in the release of the month before.",
        "Below national level (forces, local authorities, regions, and Wales beside regions) a"
        f" count of {rule.hidden_from} to {rule.hidden_to} is hidden and shown as [c], 0 is shown"
        f" as 0, and any other count is rounded to the nearest {rule.base}. National totals are"
        " shown exactly.",
        *_coarsened(content),
        "Each figure is made from true counts and then rounded or hidden on its own, so parts may"
        " not add up to their total. Do not make a rate, a percentage or a change from a hidden"
        " figure.",
        "Breakdowns of Wales, and of England and Wales together, are not shown at national level"
        " ([c]): subtracting the figures published for England would tell those of Wales.",
        "Financial years (April to March) and 12 months ending are shown only when all their"
        " months are there. They are summed from true counts before rounding.",
        "Figures for Wales come from the Patient Episode Database for Wales (PEDW), those for"
        " England from Hospital Episode Statistics (HES). Each source is used for its own areas"
        " only.",
        "Figures for Wales arrive later than those for England. Months that Wales lacks are [x],"
        " and so are the same months of England and Wales.",
        "In Wales the cause of some admissions is not coded, above all in the latest months, so"
        " figures for Wales may be too low.",
        "Residents of one country who were treated in the other may be missing: each source holds"
        " the hospitals, or the residents, of its own country.",
        "Hospitals differ in how they code causes, and in when they admit a patient, and both"
        " change over time. Compare areas with care.",
        "From March 2020 the Covid-19 pandemic changed violence, the use of hospitals and their"
        " coding. Compare that period with others with care.",
        "Ethnic group is recorded by the hospital and is often not stated or not known; how well"
        " it is recorded differs between hospitals and years.",
        "Local authorities are those of April 2025: counts of authorities since abolished are in"
        " the one that holds their area now. A Police Force Area is the whole area of a force.",
        "This workbook holds no rates, so no population estimates are used.",
        f"{look.NOT_OFFICIAL}. {look.MARKING} until cleared: share it with nobody else.",
        *_left_out(content),
    ]


def _symbol_key(content: Content, sheet: TableSheet) -> list[str]:
    below = look.HIDDEN.format(**vars(content.rule))
    hidden = look.HIDDEN_NATIONALLY if sheet.is_national else below
    return [{"[c]": hidden, **look.SYMBOLS}[symbol] for symbol in sheet.symbols]


def _status_key(sheet: TableSheet) -> list[str]:
    words = look.STATUSES if sheet.periods_down else look.STATUS_MARKS
    return [text for status, text in words.items() if status in sheet.statuses]


def _rounding(content: Content, sheet: TableSheet) -> str:
    below_national = set() if sheet.is_national else {content.rule.base}
    bases = sorted(below_national.union(sheet.roundings) - {1})
    if not bases:
        return "Figures are not rounded."
    return f"Figures are rounded to the nearest {' or '.join(map(str, bases))}."


def _as_at(inputs: Iterable[Input], sheet: TableSheet) -> list[str]:
    return [
        f"{_extract(file)}, {file.dataset}"
        for file in inputs
        if file.dataset in sheet.datasets and file.source in sheet.sources
    ]


def _extract(file: Input) -> str:
    return f"{_day(file.extract_date)}, {file.country} ({file.source} extract {file.extract})"


def _about(content: Content) -> list[str]:
    files = len(content.inputs)
    first = content.revision == 1
    return [
        f"{look.MARKING} until cleared.",
        f"{look.NOT_OFFICIAL}.",
        *([f"{look.SYNTHETIC}: about no real patient."] if content.is_synthetic else []),
        "Hospital admissions for assault with a sharp object and for all assault, by Police Force"
        " Area and month, for ministers and officials.",
        f"Release: {_release(content)}.",
        "It is the first release of this month."
        if first
        else f"It replaces release r{content.revision - 1} of this month.",
        f"What is new: figures up to {content.month:%B %Y}.",
        "Next update: when the next month's extract has been received.",
        f"Made from {files} delivered file{'' if files == 1 else 's'}.",
    ]


def _latest_months(content: Content) -> list[str]:
    monthly = [file for file in content.inputs if file.dataset == MONTHLY]
    return [
        *(f"Latest month for {country}: {_latest(monthly, country)}." for country in COUNTRIES),
        "Months that Wales lacks are shown as [x], and so are those of England and Wales.",
    ]


def _latest(inputs: Iterable[Input], country: str) -> str:
    months = [file.covered_to for file in inputs if file.country == country]
    return f"{max(months):%B %Y}" if months else "none received"


def _coarsened(content: Content) -> list[str]:
    coarsest = max(base for sheet in content.sheets for base in (*sheet.roundings, 0))
    hidden = any(COARSE.intersection(sheet.symbols) for sheet in content.sheets)
    if coarsest <= content.rule.base and not hidden:
        return []
    return [
        "Where a figure could help to work out a hidden one, it is shown more coarsely: rounded to"
        " the nearest 10 ([c1] under 15), to the nearest 20 ([c2] under 30), or not at all ([c3])."
    ]


def _left_out(content: Content) -> list[str]:
    if not content.left_out:
        return []
    names = ", ".join(content.left_out)
    return [f"Sheets left out because no whole table for them has been received: {names}."]


def _each(label: str, texts: Iterable[str]) -> list[str]:
    return [f"{label}: {text}." for text in texts]


def _release(content: Content) -> str:
    return f"{content.month:%B %Y}, release r{content.revision}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
