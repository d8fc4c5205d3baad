"""The cover and the notes: what every reader of a release is told, in full."""

from tasks.protect.policy import Policy
from tasks.publish import design
from tasks.publish.release_content import PROTECTION, Content
from tasks.publish.words import (
    NEXT_UPDATE,
    NOT_OFFICIAL,
    UNTIL_CLEARED,
    data_as_at,
    latest_months,
    release_name,
    synthetic,
    tables_left_out,
)

METHODS = (
    "Rates are admissions in 12 months per 100,000 residents at the mid-year (30 June) inside those"
    " months, by the population estimates of the Office for National Statistics. A mid-year without"
    " an estimate is interpolated (mid-2022, and the ages of mid-2012 to mid-2016), and after the"
    f" latest estimate that one is held. {design.CENSUS_BREAK} Every rate is in rates.csv, with the"
    " residents in populations.csv.",
    "Rates are made from shown figures of 10 or more. Their 95% confidence intervals are by Byar's"
    " method (Public Health England, Technical Guide: Confidence Intervals, 2018), from the least"
    " to the most that the shown figure can have been before rounding.",
    "Directly standardised rates, in rates.csv, weigh the rates under 25 and of 25 and over by the"
    " residents of England and Wales of mid-2021, where both bands have a rate. Two bands take out"
    " only a part of what age does. Their intervals are by the method of Dobson and others"
    " (Statistics in Medicine, 1991), as in the same guide.",
    "Percentage changes are made from shown figures, and only on a figure of 50 or more.",
    "Counts of admissions vary more than Poisson counts of one level do. Usual variation is what"
    " forces' financial years show beside the change of all forces together, in years in which"
    " England did not step to another level: a multiple of the count, and a share of its square"
    " (overdispersion, multiplicative and additive: Spiegelhalter, 2005). Of England and of Wales"
    " it is what their own months show beside the same month a year before. A nation's change is"
    " clear where the counts, as rounded, differ by more than usual variation does 19 times in 20."
    " Forces are tested together, so that of those said to have changed 5% are expected to be"
    " false (Benjamini and Hochberg, 1995).",
    "Like is compared with like. While a financial year is not final its figures still rise, so"
    " they are compared with what the release of a year before showed of the same period a year"
    " earlier. Where there is no such release, a rise may be clear but no fall is said to be.",
    "Forces that need attention are those whose sharp object or all assault admissions changed by"
    " more than usual variation: in the latest whole period on a year earlier, or in the latest"
    " three months on the same months of the two years before. Both causes and all forces are"
    " tested together.",
    "Control charts (XmR) follow NHS England, Making Data Count: a mean, and limits 2.66 mean"
    " moving ranges either side (Wheeler, Understanding Variation, 2000). The baseline is the"
    " first 24 of the latest 36 months. It starts anew where England's admissions step: where"
    " eight months, without their season, lie a fifth or more from the eight before. Months before"
    " the step are drawn and not judged. A signal is a month outside the limits, in the baseline"
    " too, or eight or more months in a row up to the latest on one side of the mean (Western"
    " Electric, 1956). Charts are drawn where every month is shown and the mean is 20 or more.",
    "England's months without their season are divided by how much their month of the year differs"
    " from its time: the median, over the years, of a month to the mean of the 12 months about it.",
    "The funnel sets forces' rates beside England's. Its limits of 95% and 99.8% are England's rate"
    " give or take usual variation at that number of residents (Spiegelhalter, 2005). A force lies"
    " beyond them where even the nearest count that rounds to its figure does.",
    "What the latest national months are expected to become is worked out from figures that this"
    " release and earlier ones showed, and from nothing else: how a month's figure changed from one"
    " release to the next (chain ladder, the latest three changes at each month of age) and when"
    " its year turned final. The standard errors are by Mack's method (ASTIN Bulletin, 1993), over"
    " the latest 13 releases, the intervals log-normal with Student's t. They suppose that figures"
    " are completed as fast as they were lately: a change of that makes them too narrow. England"
    " and Wales is worked out from its own figures, so it need not be the sum of its parts. With"
    " fewer than 12 releases nothing is said. All of it is in nowcast.csv.",
    "VRU areas are the 20 forces whose Violence Reduction Units the Home Office funds: 18 from"
    " 2019-20, Cleveland and Humberside from 2022-23. They were chosen for their levels of"
    " violence, so a comparison with other areas does not show what the units do.",
    "The City of London has few residents and many visitors: rates of its residents say little.",
    "Similar forces are the five nearest in number of residents and in the share of them under 25,"
    " by the latest estimate. They are not the most similar groups of HM Inspectorate of"
    " Constabulary.",
)


def cover_sections(content: Content) -> dict[str, list[str]]:
    """Return the lines of the cover under their headings."""
    return {
        "About this release": _about(content),
        "Latest months": latest_months(content),
        "Data as at": data_as_at(content.inputs),
        "Before you use a figure": [
            *design.SHORT_CAVEATS,
            "The sheet Notes says all of this in full.",
        ],
        "Contact": [f"{design.CONTACT}."],
    }


def notes(content: Content) -> list[str]:
    """Return the notes in the order of their numbers."""
    rule = content.rule
    return [
        "These figures count admissions to hospital, not people: somebody admitted twice counts"
        " twice. Attendances at accident and emergency that did not lead to an admission are not"
        " counted.",
        episodes_withheld(rule),
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
        "Below national level a provisional figure stays as it was first shown until its financial"
        " year is final, because its changes would tell hidden counts. National figures are"
        " updated in every release.",
        "A figure is revised where it differs from the one in the release of the month before.",
        "Below national level (forces, local authorities, regions, and Wales beside regions) a"
        f" count {rule.finest.hides} is hidden and shown as {rule.finest.symbol}, 0 is shown"
        f" as 0, and any other count is rounded to the nearest {rule.finest.base}. National totals"
        " are shown exactly. One that is very small tells by itself that the figures below it are"
        " small too: manifest.json says of how many.",
        *_coarsened(content),
        *tables_left_out(content),
        "How many figures of each sheet are hidden, and how, is on the sheet"
        f" {PROTECTION} of the workbook.",
        "Each figure is made from true counts and then rounded or hidden on its own, so parts may"
        " not add up to their total. Do not make a rate, a percentage or a change from a hidden"
        " figure.",
        breakdowns_withheld(rule),
        "Financial years (April to March) and 12 months ending are shown only when all their"
        " months are there. They are summed from true counts before rounding.",
        "Figures for Wales come from the Patient Episode Database for Wales (PEDW), those for"
        " England from Hospital Episode Statistics (HES). Each source is used for its own areas"
        " only.",
        "Figures for Wales arrive later than those for England. Months that Wales lacks are [x],"
        " and so are the same months of England and Wales. A page of a force leads with the latest"
        " whole period that the force has, and compares it with the widest nation that shows that"
        " period: England and Wales, its own country or England.",
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
        *METHODS,
        f"{design.NOT_OFFICIAL}. {design.MARKING} until cleared: share it with nobody else.",
        *_left_out(content),
    ]


def episodes_withheld(rule: Policy) -> str:
    """Return the note on the two measures, and why one is withheld below national level."""
    return (
        "FAE, finished admission episodes, count the first episode of a stay in hospital. FCE,"
        " finished consultant episodes, count every period of care under one consultant, so one"
        " stay can hold several. FAE and FCE are different measures and are never added. FCE of"
        f" regions, Police Force Areas and local authorities are withheld ({rule.withheld.symbol}):"
        " they would tell more of hidden admissions than is shown of those."
    )


def breakdowns_withheld(rule: Policy) -> str:
    """Return the note on why breakdowns of Wales are withheld at national level."""
    return (
        "Breakdowns of Wales, and of England and Wales together, are not shown at national level"
        f" ({rule.withheld.symbol}): subtracting the figures published for England would tell those"
        " of Wales."
    )


def _about(content: Content) -> list[str]:
    files = len(content.inputs)
    first = content.revision == 1
    return [
        UNTIL_CLEARED,
        NOT_OFFICIAL,
        *synthetic(content),
        "Hospital admissions for assault with a sharp object and for all assault, by Police Force"
        " Area and month, for ministers and officials.",
        f"Release: {release_name(content)}.",
        "It is the first release of this month."
        if first
        else f"It replaces release r{content.revision - 1} of this month.",
        f"What is new: figures up to {content.month:%B %Y}.",
        NEXT_UPDATE,
        f"Made from {files} delivered file{'' if files == 1 else 's'}.",
    ]


def _coarsened(content: Content) -> list[str]:
    coarsest = max(base for sheet in content.sheets for base in (*sheet.roundings, 0))
    finest, *others = content.rule.rungs
    below_national = {
        symbol for sheet in content.sheets if not sheet.is_national for symbol in sheet.symbols
    }
    if coarsest <= finest.base and below_national.isdisjoint(rung.symbol for rung in others):
        return []
    steps = [f"to the nearest {rung.base} ({rung.symbol} {rung.hides})" for rung in others[:-1]]
    return [
        "Where a figure could help to work out a hidden one, it is shown more coarsely: rounded"
        f" {', '.join(steps)}, or not at all ({others[-1].symbol})."
    ]


def _left_out(content: Content) -> list[str]:
    if not content.left_out:
        return []
    names = ", ".join(content.left_out)
    return [f"Sheets left out because no whole table for them has been received: {names}."]
