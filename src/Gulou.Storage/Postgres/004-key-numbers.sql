-- Values that an earlier program made with a key begin with the number of their key, which was the first.

UPDATE person SET
    id_cipher = '\x01'::bytea || id_cipher,
    id_hash = '\x01'::bytea || id_hash,
    phone_cipher = '\x01'::bytea || phone_cipher,
    phone_hash = '\x01'::bytea || phone_hash,
    phone_tail = '\x01'::bytea || phone_tail;
UPDATE identity SET id_hash = '\x01'::bytea || id_hash;
UPDATE login SET name_hash = '\x01'::bytea || name_hash;
