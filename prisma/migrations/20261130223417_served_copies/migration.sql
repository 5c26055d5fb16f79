-- AlterTable
ALTER TABLE "Video" ADD COLUMN     "servedKey" TEXT;

-- Clips whose copy for browsers is still to be made: none, but for a while after an upgrade.
CREATE INDEX "Video_unserved_idx" ON "Video" ("projectId") WHERE "state" = 'ready' AND "servedKey" IS NULL;
