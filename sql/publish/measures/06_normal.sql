-- grain: none; how often chance makes a standard normal score as far from 0, either side
-- Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.2.17; off by less than
-- 0.0000002.
create or replace temp macro upper_tail(score, t) as
    0.3989422804 * exp(-score * score / 2) * t * (
        0.319381530
        + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    );

create or replace temp macro two_sided_p(score) as
    2 * upper_tail(abs(score), 1 / (1 + 0.2316419 * abs(score)));
