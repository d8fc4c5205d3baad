-- grain: one row per force: admissions expected in a month, $scale times those of the project's generator
update force_level
set
    sharp_expected = sharp_expected * $scale * if(force_code like 'W%', $share_of_wales, 1),
    other_expected = other_expected * $scale * if(force_code like 'W%', $share_of_wales, 1);
