-- People and households from before head counts were kept: their registration counts as the event it was.
-- The same for both databases. Where counts are kept already, nothing is found to do.

UPDATE person_event SET change = 1
WHERE kind = 1 AND change = 0 AND act = 0 AND household_id IS NOT NULL;

INSERT INTO household_event (cell, id, act, household_id, kind, "on", recorded_at, late, change, place_id, scope)
SELECT h.cell, h.id, 0, h.id, 101, h."from",
    COALESCE((SELECT MIN(e.recorded_at) FROM person_event e WHERE e.cell = h.cell AND e.household_id = h.id), 0),
    FALSE, 1, h.place_id, h.scope
FROM household h
WHERE NOT EXISTS (SELECT 1 FROM household_event e WHERE e.cell = h.cell AND e.household_id = h.id);

INSERT INTO population_count (cell, place_id, month, kind, scope, count, late)
SELECT d.cell, d.id, c.month, c.kind, d.key, c.count, 0
FROM (
    SELECT cell, scope - scope % 1000000 AS village, "on" / 100 AS month, kind, COUNT(*) AS count
    FROM person_event WHERE act = 0 AND change = 1
    GROUP BY cell, scope - scope % 1000000, "on" / 100, kind
    UNION ALL
    SELECT cell, scope - scope % 1000000, "on" / 100, kind, COUNT(*)
    FROM household_event WHERE act = 0 AND change = 1
    GROUP BY cell, scope - scope % 1000000, "on" / 100, kind
    UNION ALL
    SELECT cell, scope - scope % 1000000, 0, 0, COUNT(*)
    FROM person_event WHERE act = 0 AND change = 1 GROUP BY cell, scope - scope % 1000000
    UNION ALL
    SELECT cell, scope - scope % 1000000, 0, 100, COUNT(*)
    FROM household_event WHERE act = 0 AND change = 1 GROUP BY cell, scope - scope % 1000000
) c
JOIN division d ON d.cell = c.cell AND d.key = c.village
WHERE NOT EXISTS (
    SELECT 1 FROM population_count p
    WHERE p.cell = d.cell AND p.place_id = d.id AND p.month = c.month AND p.kind = c.kind);
