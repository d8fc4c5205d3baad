-- grain: none: the figures that follow have become no release yet
delete from secure.conformed.standing;
