-- grain: none; the suppression rule: how a count is shown on a rung of the ladder (a row of table rung), and the
-- counts `lo` to `hi` that this can stand for
-- Base 0 withholds any count. Else a count below `hidden_from` is shown as it is, one up to `hidden_to` as the symbol,
-- and one above as the nearest multiple of base (ties up). tasks/protect/decide/ladder.py has the same, compiled.
create or replace macro nearest(number, base) as (number + base // 2) // base * base;
create or replace macro symbol_of(number, on_rung) as case
    when on_rung.base = 0 then {
        'shown': on_rung.symbol, 'rounding': null, 'lo': 0, 'hi': no_upper_bound()
    }
    when number < on_rung.hidden_from then {
        'shown': number::varchar, 'rounding': on_rung.base, 'lo': number, 'hi': number
    }
    when number <= on_rung.hidden_to then {
        'shown': on_rung.symbol, 'rounding': null, 'lo': on_rung.hidden_from, 'hi': on_rung.hidden_to
    }
    else {
        'shown': nearest(number, on_rung.base)::varchar, 'rounding': on_rung.base,
        'lo': greatest(nearest(number, on_rung.base) - on_rung.base // 2, on_rung.hidden_to + 1),
        'hi': nearest(number, on_rung.base) - on_rung.base // 2 + on_rung.base - 1
    }
end;
