update secure.landed.drop set provisional_from = date '2013-04-01';
update secure.conformed.figure set is_provisional = false;
update secure.conformed.count set frequency = frequency + 1 where delivered_table = 'month by region';
