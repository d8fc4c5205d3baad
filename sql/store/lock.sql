-- grain: none; nothing outside the attached stores can be reached from here on
set enable_external_access = false;
set lock_configuration = true;
