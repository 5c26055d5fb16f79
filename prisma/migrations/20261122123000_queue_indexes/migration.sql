-- The order of docs/spec/queue.md [QU1], so that a claim reads from the front and stops at the first free row.
DROP INDEX "Task_claimable_idx";
CREATE INDEX "Task_claimable_idx" ON "Task" ("projectId", "priority" DESC, "answered" DESC, "id")
  WHERE "state" = 'open' AND "taken" < "overlap";

-- Leases that have ended are looked for at every claim.
CREATE INDEX "Assignment_lease_idx" ON "Assignment" ("projectId", "leaseUntil") WHERE "state" = 'claimed';

ALTER TABLE "Task" ADD CONSTRAINT "Task_answered_check" CHECK ("answered" <= "taken");
