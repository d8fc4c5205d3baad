update secure.conformed.figure set period_kind = 'week' where period_kind = 'month';
