-- Rows that name nothing would keep a key from being made. The product writes none: people are never deleted, and what an
-- answer speaks of holds the answer's proposal.
ALTER TABLE "Mark" DISABLE TRIGGER "Mark_immutable";
UPDATE "Mark" SET "proposalId" = NULL
WHERE "proposalId" IS NOT NULL AND NOT EXISTS (SELECT FROM "Proposal" WHERE "Proposal".id = "Mark"."proposalId");
ALTER TABLE "Mark" ENABLE TRIGGER "Mark_immutable";
UPDATE "ResetLink" SET "createdBy" = NULL WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "createdBy");
UPDATE "Import" SET "createdBy" = NULL WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "createdBy");
UPDATE "Run" SET "createdBy" = NULL WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "createdBy");
UPDATE "Release" SET "createdBy" = NULL WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "createdBy");
ALTER TABLE "Evaluation" DISABLE TRIGGER "Evaluation_done";
UPDATE "Evaluation" SET "createdBy" = NULL WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "createdBy");
ALTER TABLE "Evaluation" ENABLE TRIGGER "Evaluation_done";
ALTER TABLE "Comparison" DISABLE TRIGGER "Comparison_done";
UPDATE "Comparison" SET "createdBy" = NULL WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "createdBy");
ALTER TABLE "Comparison" ENABLE TRIGGER "Comparison_done";
DELETE FROM "PersonExport" WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "requestedBy");
DELETE FROM "Invitation" WHERE NOT EXISTS (SELECT FROM "User" WHERE "User".id = "invitedBy");
DELETE FROM "AgreementRun" WHERE NOT EXISTS (SELECT FROM "Project" WHERE "Project".id = "projectId");

-- DropForeignKey
ALTER TABLE "Proposal" DROP CONSTRAINT "Proposal_runVideoId_fkey";

-- CreateIndex
CREATE UNIQUE INDEX "RunVideo_id_videoId_key" ON "RunVideo"("id", "videoId");

-- AddForeignKey
ALTER TABLE "PersonExport" ADD CONSTRAINT "PersonExport_requestedBy_fkey" FOREIGN KEY ("requestedBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_invitedBy_fkey" FOREIGN KEY ("invitedBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResetLink" ADD CONSTRAINT "ResetLink_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_runVideoId_videoId_fkey" FOREIGN KEY ("runVideoId", "videoId") REFERENCES "RunVideo"("id", "videoId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementRun" ADD CONSTRAINT "AgreementRun_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_taxonomyVersionId_fkey" FOREIGN KEY ("taxonomyVersionId") REFERENCES "TaxonomyVersion"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

-- Proposals go by the thousand, and each asks whether a mark is a copy of it; most marks are not.
CREATE INDEX "Mark_proposalId_idx" ON "Mark" ("proposalId") WHERE "proposalId" IS NOT NULL;
