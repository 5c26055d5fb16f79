-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "mustWatch" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "Pair_videoAId_idx" ON "Pair"("videoAId");

-- CreateIndex
CREATE INDEX "Pair_videoBId_idx" ON "Pair"("videoBId");
-- What Prisma's schema language cannot say.

-- The tolerance is that of Box in lib/domain/shared.
ALTER TABLE "LabelExample" ADD CONSTRAINT "LabelExample_box_check" CHECK (
  "frameIndex" >= 0 AND "boxX" >= 0 AND "boxY" >= 0 AND "boxW" > 0 AND "boxH" > 0
  AND "boxX" + "boxW" <= 1 + 1e-6 AND "boxY" + "boxH" <= 1 + 1e-6
);

-- A computed mark belongs to a track and is nobody's copy of a proposal.
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_track_check" CHECK (
  NOT "interpolated" OR ("trackId" IS NOT NULL AND "proposalId" IS NULL)
);

ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_strength_check" CHECK (
  "strength" IS NULL OR ("preference" IS NOT NULL AND "preference" IN ('A', 'B'))
);
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_times_check" CHECK (
  "activeMs" >= 0 AND "lookMs" >= 0 AND "markMs" >= 0 AND "checkMs" >= 0
);
