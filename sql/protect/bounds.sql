-- grain: none; what stands for a bound that nobody knows: far beyond any count of admissions
create or replace macro no_upper_bound() as 1000000000;
create or replace macro no_lower_bound() as -1000000;
