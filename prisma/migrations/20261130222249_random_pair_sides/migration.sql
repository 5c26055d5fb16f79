-- Which video of a pair is A is drawn, so the order of their ids says nothing any more. What cannot be twice is the couple.
ALTER TABLE "Pair" DROP CONSTRAINT "Pair_order_check";
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_two_videos_check" CHECK ("videoAId" <> "videoBId");
DROP INDEX "Pair_kind_videoAId_videoBId_timestampUs_key";
CREATE UNIQUE INDEX "Pair_couple_key"
  ON "Pair" ("kind", LEAST("videoAId", "videoBId"), GREATEST("videoAId", "videoBId"), "timestampUs");

-- The order of docs/spec/queue.md [QU1]: the last word is the draw, never an id.
DROP INDEX "Task_claimable_idx";
CREATE INDEX "Task_claimable_idx" ON "Task" ("projectId", "priority" DESC, "answered" DESC, "createdAt", "draw")
  WHERE "state" = 'open' AND "taken" < "overlap";
