-- DropIndex
DROP INDEX "Task_projectId_createdAt_id_idx";

-- CreateIndex
CREATE INDEX "Task_projectId_createdAt_draw_id_idx" ON "Task"("projectId", "createdAt", "draw", "id");
