-- CreateEnum
CREATE TYPE "Strength" AS ENUM ('slight', 'strong');

-- CreateEnum
CREATE TYPE "ExampleKind" AS ENUM ('positive', 'negative');

-- AlterTable
ALTER TABLE "Annotation" ADD COLUMN     "checkMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lookMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "markMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "strength" "Strength";

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "draftOperationId" UUID,
ADD COLUMN     "work" JSONB;

-- AlterTable
ALTER TABLE "Mark" ADD COLUMN     "interpolated" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "trackId" UUID;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "keyBindings" JSONB;

-- CreateTable
CREATE TABLE "LabelExample" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "labelKey" TEXT NOT NULL,
    "kind" "ExampleKind" NOT NULL,
    "videoId" UUID NOT NULL,
    "frameIndex" INTEGER NOT NULL,
    "boxX" DOUBLE PRECISION NOT NULL,
    "boxY" DOUBLE PRECISION NOT NULL,
    "boxW" DOUBLE PRECISION NOT NULL,
    "boxH" DOUBLE PRECISION NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LabelExample_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LabelExample_projectId_labelKey_kind_createdAt_id_idx" ON "LabelExample"("projectId", "labelKey", "kind", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LabelExample_projectId_labelKey_videoId_frameIndex_boxX_box_key" ON "LabelExample"("projectId", "labelKey", "videoId", "frameIndex", "boxX", "boxY", "boxW", "boxH");

-- AddForeignKey
ALTER TABLE "LabelExample" ADD CONSTRAINT "LabelExample_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelExample" ADD CONSTRAINT "LabelExample_videoId_fkey" FOREIGN KEY ("videoId") REFERENCES "Video"("id") ON DELETE CASCADE ON UPDATE CASCADE;
