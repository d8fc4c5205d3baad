update secure.conformed.count set count = count + 100 where delivered_table = 'month by region';
