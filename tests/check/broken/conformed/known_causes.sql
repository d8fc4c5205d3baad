update secure.conformed.figure set cause = 'X86' where area_code = 'E23000001';
