-- A proposal keeps its box as a mark does.
ALTER TABLE "Proposal"
  ADD COLUMN "boxX" DOUBLE PRECISION,
  ADD COLUMN "boxY" DOUBLE PRECISION,
  ADD COLUMN "boxW" DOUBLE PRECISION,
  ADD COLUMN "boxH" DOUBLE PRECISION;

-- What a proposal says stays the same, so its guard may look away. A box that no version could read is left out.
ALTER TABLE "Proposal" DISABLE TRIGGER "Proposal_immutable";
UPDATE "Proposal" AS proposal SET "boxX" = x, "boxY" = y, "boxW" = w, "boxH" = h
FROM (
  SELECT id,
    CASE WHEN jsonb_typeof(box -> 'x') = 'number' THEN (box ->> 'x')::float8 END AS x,
    CASE WHEN jsonb_typeof(box -> 'y') = 'number' THEN (box ->> 'y')::float8 END AS y,
    CASE WHEN jsonb_typeof(box -> 'w') = 'number' THEN (box ->> 'w')::float8 END AS w,
    CASE WHEN jsonb_typeof(box -> 'h') = 'number' THEN (box ->> 'h')::float8 END AS h
  FROM "Proposal" WHERE jsonb_typeof(box) = 'object'
) AS told
WHERE told.id = proposal.id AND x >= 0 AND y >= 0 AND w > 0 AND h > 0 AND x + w <= 1 + 1e-6 AND y + h <= 1 + 1e-6;
ALTER TABLE "Proposal" ENABLE TRIGGER "Proposal_immutable";

ALTER TABLE "Proposal" DROP COLUMN "box";

-- The tolerance is that of Box in lib/domain/shared.
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_box_check" CHECK (
  num_nulls("boxX", "boxY", "boxW", "boxH") IN (0, 4)
  AND ("boxX" IS NULL OR (
    "boxX" >= 0 AND "boxY" >= 0 AND "boxW" > 0 AND "boxH" > 0
    AND "boxX" + "boxW" <= 1 + 1e-6 AND "boxY" + "boxH" <= 1 + 1e-6
  ))
);
