-- What a queued run waits for is asked every second while somebody looks.
CREATE INDEX "Run_under_way_idx" ON "Run" ("createdAt") WHERE "state" IN ('queued', 'running');
