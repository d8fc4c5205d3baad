update secure.conformed.figure set area_level = 'ward' where area_level = 'la';
