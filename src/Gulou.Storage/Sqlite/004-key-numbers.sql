-- Values that an earlier program made with a key begin with the number of their key, which was the first.

UPDATE person SET
    id_cipher = CAST(x'01' || id_cipher AS BLOB),
    id_hash = CAST(x'01' || id_hash AS BLOB),
    phone_cipher = CAST(x'01' || phone_cipher AS BLOB),
    phone_hash = CAST(x'01' || phone_hash AS BLOB),
    phone_tail = CAST(x'01' || phone_tail AS BLOB);
UPDATE identity SET id_hash = CAST(x'01' || id_hash AS BLOB);
UPDATE login SET name_hash = CAST(x'01' || name_hash AS BLOB);
