-- grain: one row, if the current figures are of today: which release they have become, and of what
update secure.conformed.standing
set month = $month, revision = $revision, inputs = $inputs;
