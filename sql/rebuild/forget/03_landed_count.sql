-- grain: none; what was read of delivered files: it is read again from the originals
delete from secure.landed.count;
