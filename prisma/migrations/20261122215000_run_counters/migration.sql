-- AlterTable
ALTER TABLE "RunVideo" ADD COLUMN     "proposalCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "scoredCount" INTEGER NOT NULL DEFAULT 0;

-- What is there already is counted once.
UPDATE "RunVideo" SET
  "scoredCount" = (SELECT count(*) FROM "FrameScore" WHERE "FrameScore"."runVideoId" = "RunVideo".id),
  "proposalCount" = (SELECT count(*) FROM "Proposal" WHERE "Proposal"."runVideoId" = "RunVideo".id);
