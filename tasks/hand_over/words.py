"""What the recipient reads: the marking, the suppression instructions, what is in the package."""

from collections.abc import Iterable
from datetime import date

from tasks.govern.agreement import Agreement
from tasks.hand_over.recipients import Recipient
from tasks.hand_over.tables import Table
from tasks.protect.policy import policy
from tasks.store.dates import in_words

SYNTHETIC = "SYNTHETIC TEST DATA: no count is real.\n\n"


def marking(agreement: Agreement, recipient: Recipient, synthetic: bool) -> str:
    """Return the text of ``MARKING.txt``."""
    return f"""OFFICIAL-SENSITIVE

NOT FOR ONWARD SHARING

{SYNTHETIC if synthetic else ""}For {recipient.organisation}, {recipient.team}, alone.
Handed over under data sharing agreement {agreement.reference}
({agreement.title}).
The agreement ends on {in_words(agreement.ends)}: by that day every copy, and everything
made of it that is not suppressed, is destroyed, and a certificate says so.

Unsuppressed counts: a count of 1 may be one person. Keep them in the Data Safe Haven. Nothing is
published or leaves it unless SUPPRESSION.txt has been followed.
"""


def suppression(agreement: Agreement) -> str:
    """Return the text of ``SUPPRESSION.txt``: the rule in force, from the policy file."""
    rule = policy()
    low, high, base = rule.suppressed_from, rule.suppressed_to, rule.finest.base
    values = rule.refused_values + 1
    return f"""How counts are suppressed before anything leaves the Data Safe Haven

Source: {rule.source} (in force since {in_words(rule.applies_from)}).

 1. National figures of England, all ages or by age, are shown as they are.
 2. Every figure below national level (region, Police Force Area, local authority):
      0              is shown as 0
      {low} to {high}         is suppressed: {rule.finest.symbol}
      {high + 1} and over     is rounded to the nearest {base}
 3. Totals are summed from true counts, then ruled on their own. They need not equal the sum of what
    is shown.
 4. Percentages, rates and changes are made from shown figures; none from a suppressed one.
 5. Agreement {agreement.reference}: a figure of England and Wales together, or of
    Wales, that is not of all ages is suppressed, because subtracting NHS England's published figure
    leaves Wales.
 6. The rule alone does not stop subtraction: check that no suppressed figure follows from sums of
    what is shown (months and years, ages, local authorities and their force, areas and their
    country), here and in everything published before.
 7. Results of models leak too. Fitted values of fixed-effects models add up to true totals; a gap
    plot with its synthetic line is the count; leave-one-out totals give the one left out. Publish
    estimates and intervals.
 8. Digits leak too: an estimate to many digits gives a count to somebody who knows the others.
    Percentages to one decimal; p to 0.01, "< 0.01" under that. p, smallest detectable effects and
    money are computed from the estimate and interval as printed, never from unrounded ones.
 9. So do hundreds of estimates to few digits. Estimate with every suppressed figure replaced by
    what is public: its months share what the shown year leaves them, a suppressed year is the
    middle of its symbol. Or show, over all tables together, that at least {values} values of each
    suppressed figure, one above {rule.refused_at_most}, give every printed digit.
"""


def contents(name: str, month: date, tables: Iterable[Table]) -> str:
    """Return the text of ``README.txt``."""
    listed = "\n".join(f"  {table.name}\n      {table.title}" for table in tables)
    return f"""{name}

Hospital admissions for assault, unsuppressed, up to {month:%Y-%m}. Read MARKING.txt first.

Each table stands here three times: csv/ (the one that counts), parquet/ and stata/ (Stata 14 or
later), with the same rows. datapackage.json and the table data_dictionary describe every column.

{listed}

Admissions, not people, and not attendances at A&E. By area of residence, not of the assault or the
hospital. First external cause code. Residents of no known area are in no table. England is counted
by HES, Wales by PEDW, which is months behind: each country's rows end where its source ends (table
vintage). Provisional counts still rise.

After loading, add up the tables of counts and compare with the table total. Ages stand apart there:
all ages, bands and groups hold the same admissions.
"""
