-- grain: none; nothing outside the attached stores can be reached from here on
set enable_external_access = false;
set enable_progress_bar = false;
set lock_configuration = true;
