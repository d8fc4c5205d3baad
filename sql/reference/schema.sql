-- grain: none; the reference tables are loaded into this schema from the files beside this one
create schema reference;

-- Labels are compared without case, accents, punctuation, '&' or runs of spaces.
create macro normal_label(label) as
    trim(regexp_replace(strip_accents(lower(replace(label, '&', ' and '))), '[^a-z0-9]+', ' ', 'g'));

-- A text, or the pattern for one, in one spelling: file names have lines for spaces.
create macro pattern_text(label) as trim(regexp_replace(label, '[\s_]+', ' ', 'g'));

-- Whether a text is as a pattern says. In a pattern {} is the part that is read, * is any text.
create macro text_matches(label, pattern) as
    regexp_full_match(
        pattern_text(label),
        '(?i)' || regexp_replace(regexp_escape(pattern_text(pattern)), '\\\{\\\}|\\\*', '.*', 'g')
    );

-- The part of a matching text that a pattern reads, {} and * as short or as long as can be; without {}
-- the whole text. A pattern is plain only if both come to the same.
create macro text_read(label, pattern, any_text) as
    case
        when not regexp_matches(pattern, '\{\}') then label
        else
            trim(
                regexp_extract(
                    pattern_text(label),
                    '(?i)^'
                        || replace(
                            replace(
                                regexp_escape(pattern_text(pattern)), '\{\}', '(' || any_text || ')'
                            ),
                            '\*', any_text
                        )
                        || '$',
                    1
                )
            )
    end;

-- First day of the month that a label such as '2012-04' names, else null.
create macro month_of(label) as cast(try_strptime(label, '%Y-%m') as date);

-- First day of the financial year that a text such as '2012-13' or '2012/13' names, else null.
create macro year_of(label) as
    case
        when regexp_full_match(label, '20\d\d[-/]\d\d')
            and (cast(left(label, 4) as integer) + 1) % 100 = cast(right(label, 2) as integer)
            then make_date(cast(left(label, 4) as integer), 4, 1)
    end;

-- The words and numbers of a date or month as somebody may write them (1 April 2012, 01APR2012, Apr ’12,
-- Sunday 1st of April 2012, 2012-04-01 09:30), in one spelling and apart.
create macro date_words(label) as
    trim(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        lower(label),
                        '^(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?\b'
                            || '|[t :]\d\d?:\d\d.*$',
                        '',
                        'g'
                    ),
                    '(\d)(st|nd|rd|th)\b( of\b)?|\b(sep)t\b', '\1\4', 'g'
                ),
                '([a-z])(\d)|(\d)([a-z])', '\1\3 \2\4', 'g'
            ),
            '[-/., ''’_]+', ' ', 'g'
        )
    );

-- The day that a text names, else null. Days come before months.
create macro date_of(label) as
    cast(
        try_strptime(
            date_words(label),
            [
                '%d %m %y', '%d %b %y', '%d %B %y', '%Y %m %d', '%Y%m%d', '%d %m %Y', '%d %b %Y',
                '%d %B %Y', '%b %d %Y', '%B %d %Y'
            ]
        ) as date
    );

-- First day of the month that a delivered text names, however it is written, else null: a month and
-- its year, or a month's first day. An Excel date with another day is not a month: Excel can turn a
-- typed 'Apr-12' into 12 April of the current year.
create macro delivered_month(label) as
    case
        when regexp_full_match(
            date_words(label),
            '[a-z]{3,9} (20)?\d\d|20\d\d [a-z]{3,9}|20\d\d \d\d?|20\d\d(0[1-9]|1[0-2])|\d\d? 20\d\d'
        )
            then cast(
                try_strptime(
                    date_words(label),
                    [
                        '%b %y', '%B %y', '%b %Y', '%B %Y', '%Y %b', '%Y %B', '%Y %m', '%Y%m', '%m %Y'
                    ]
                ) as date
            )
        when day(date_of(label)) = 1 then date_of(label)
    end;

-- First day of the financial year that a delivered text names (2012-13, 2012/2013, FY 2012-13).
create macro delivered_year(label) as
    coalesce(
        year_of(label),
        year_of(
            regexp_replace(lower(label), '^(?:fy ?)?(20\d\d) ?[-/] ?(?:20)?(\d\d)$', '\1-\2')
        )
    );

-- First day of the financial year (April to March) of a month.
create macro financial_year(month_start) as
    make_date(year(month_start) - cast(month(month_start) < 4 as integer), 4, 1);

-- '2012-13' for 1 April 2012.
create macro year_label(year_start) as
    year(year_start) || '-' || lpad(cast((year(year_start) + 1) % 100 as varchar), 2, '0');

-- '2012-04' for 1 April 2012.
create macro month_label(month_start) as strftime(month_start, '%Y-%m');

-- The label of a period: '2012-13' for a year, '2012-04' for a month or the end of 12 months.
create macro period_label(period_kind, period) as
    case period_kind when 'year' then year_label(period) else month_label(period) end;

-- First day of the financial year, the month or the last of 12 months that a period label names.
create macro period_start(period_kind, label) as
    case period_kind when 'year' then year_of(label) else month_of(label) end;

-- First and last month of a period, from its date.
create macro first_month(period_kind, period) as
    cast(period - to_months(case period_kind when 'rolling_year' then 11 else 0 end) as date);
create macro last_month(period_kind, period) as
    cast(period + to_months(case period_kind when 'year' then 11 else 0 end) as date);

-- Whether a table has a period: some have certain months only, such as '06 09 12', or start late.
create macro is_published(period, months, since) as
    contains(coalesce(months, strftime(period, '%m')), strftime(period, '%m'))
    and period >= coalesce(month_of(since), period);

-- '2023-11 r001' for the first release of November 2023; a label to sort releases by.
create macro release_label(month, revision) as
    month_label(month) || ' r' || lpad(cast(revision as varchar), 3, '0');

-- A variable that is not set is an error: DuckDB's own `getvariable`, whose name this takes, gives
-- null, and `where month = null` finds nothing. Folded to a constant before a statement runs.
create macro getvariable(name) as
    case
        when system.main.getvariable(name) is null
            then error('The variable ' || name || ' is not set: set it before this statement runs.')
        else system.main.getvariable(name)
    end;

-- How surprising it is that k of n things happen, each with a chance of p on average: minus the natural
-- logarithm of a bound to its chance, whatever the single chances are (Hoeffding 1963, theorem 1).
create macro surprise(k, n, p) as
    case
        when k <= n * p then 0
        when k = n then -n * ln(p)
        else k * ln(k / (n * p)) + (n - k) * ln((1 - k / n) / (1 - p))
    end;

-- The same where counts vary as those of months do: their variance is two and a half times their mean
-- (negative binomial). Of none where `level` is expected, which is its chance itself (0.4 ^ (level / 1.5));
-- and of k or more, which is Chernoff's bound.
create macro surprise_of_none(level) as level * ln(2.5) / 1.5;
create macro surprise_of_many(k, level) as
    case
        when k <= level then 0
        when level = 0 then 'infinity'::double
        else k * ln(k / level) - (k + level / 1.5) * ln((k + level / 1.5) / (level + level / 1.5))
    end;
