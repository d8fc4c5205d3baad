insert into secure.conformed.figure
from secure.conformed.figure where area_code = 'E23000001';
