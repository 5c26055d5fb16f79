-- CreateIndex
CREATE INDEX "AuditEvent_projectId_entityType_at_id_idx" ON "AuditEvent"("projectId", "entityType", "at", "id");

-- A capital sharp s is of the family of two s since this version; who needs a family fills those that have none.
UPDATE "Prompt" SET family = NULL WHERE text LIKE '%ẞ%';
