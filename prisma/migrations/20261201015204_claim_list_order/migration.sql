-- CreateIndex
CREATE INDEX "Assignment_projectId_state_claimedAt_id_idx" ON "Assignment"("projectId", "state", "claimedAt", "id");
