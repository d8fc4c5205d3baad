-- grain: one value in [0, 1) per md5 digest and slot (1 to 8), in steps of 1/65536
-- md5 gives the same value on every machine and in every version; random() does not.
create or replace temp macro uniform(digest, slot) as
    ('0x' || substr(digest, 4 * slot - 3, 4))::uinteger / 65536.0;
