-- People that an earlier program registered: every household and person in it was registered by an act with events, and
-- the counts of each village follow from the events. The same for both databases.

INSERT INTO act (cell, id, kind, "on", recorded_at, recorded_by, place_id, scope, note, taken_over)
SELECT h.cell, h.id, 1, h."from", MIN(e.recorded_at), 0, h.place_id, h.scope, '', false
FROM household h
JOIN person_event e ON e.cell = h.cell AND e.household_id = h.id
GROUP BY h.cell, h.id, h."from", h.place_id, h.scope;

UPDATE person_event SET act = household_id, change = 1 WHERE household_id IS NOT NULL;

INSERT INTO household_event (cell, id, act, household_id, kind, "on", recorded_at, late, change, place_id, scope)
SELECT cell, id, id, id, 101, "on", recorded_at, false, 1, place_id, scope FROM act;

INSERT INTO population_count (cell, place_id, month, kind, scope, count, late)
SELECT e.cell, d.id, e."on" / 100, e.kind, d.key, COUNT(*), 0
FROM person_event e
JOIN division d ON d.cell = e.cell AND d.key = e.scope - e.scope % 1000000
WHERE e.change <> 0
GROUP BY e.cell, d.id, e."on" / 100, e.kind, d.key
UNION ALL
SELECT e.cell, d.id, e."on" / 100, e.kind, d.key, COUNT(*), 0
FROM household_event e
JOIN division d ON d.cell = e.cell AND d.key = e.scope - e.scope % 1000000
GROUP BY e.cell, d.id, e."on" / 100, e.kind, d.key
UNION ALL
SELECT p.cell, d.id, 0, 0, d.key, COUNT(*), 0
FROM person p
JOIN division d ON d.cell = p.cell AND d.key = p.scope - p.scope % 1000000
WHERE p."to" IS NULL AND p.household_id IS NOT NULL
GROUP BY p.cell, d.id, d.key
UNION ALL
SELECT h.cell, d.id, 0, 100, d.key, COUNT(*), 0
FROM household h
JOIN division d ON d.cell = h.cell AND d.key = h.scope - h.scope % 1000000
WHERE h."to" IS NULL
GROUP BY h.cell, d.id, d.key;
