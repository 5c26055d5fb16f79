-- CreateIndex
CREATE INDEX "LabelExample_projectId_createdAt_id_idx" ON "LabelExample"("projectId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "LabelExample_videoId_frameIndex_idx" ON "LabelExample"("videoId", "frameIndex");
