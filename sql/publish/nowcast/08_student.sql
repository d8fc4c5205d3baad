-- grain: none; a quantile of Student's t from that of the normal distribution
-- Source: Fisher and Cornish, The percentile points of distributions having known cumulants,
-- Technometrics 2 (1960), to the second term.
create or replace temp macro student(normal, freedom) as
    normal + (pow(normal, 3) + normal) / (4 * freedom)
    + (5 * pow(normal, 5) + 16 * pow(normal, 3) + 3 * normal) / (96 * pow(freedom, 2));
