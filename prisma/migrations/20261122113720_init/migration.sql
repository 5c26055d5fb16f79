-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'reviewer', 'annotator');

-- CreateEnum
CREATE TYPE "MembershipState" AS ENUM ('active', 'paused');

-- CreateEnum
CREATE TYPE "TaxonomyState" AS ENUM ('draft', 'published');

-- CreateEnum
CREATE TYPE "GenerationMode" AS ENUM ('t2v', 'i2v');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('open', 'working', 'done');

-- CreateEnum
CREATE TYPE "ImportItemState" AS ENUM ('waiting', 'probing', 'ready', 'refused', 'duplicate', 'missing', 'unlisted');

-- CreateEnum
CREATE TYPE "VideoState" AS ENUM ('probing', 'ready', 'refused');

-- CreateEnum
CREATE TYPE "PairKind" AS ENUM ('frame', 'video');

-- CreateEnum
CREATE TYPE "RunState" AS ENUM ('queued', 'running', 'done', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('open', 'done', 'closed');

-- CreateEnum
CREATE TYPE "ProposalArm" AS ENUM ('show', 'hide', 'reveal');

-- CreateEnum
CREATE TYPE "Asks" AS ENUM ('preference', 'attribution', 'both');

-- CreateEnum
CREATE TYPE "AssignmentState" AS ENUM ('claimed', 'submitted', 'skipped', 'released');

-- CreateEnum
CREATE TYPE "Side" AS ENUM ('A', 'B');

-- CreateEnum
CREATE TYPE "Preference" AS ENUM ('A', 'B', 'tie_good', 'tie_bad');

-- CreateEnum
CREATE TYPE "AnnotationKind" AS ENUM ('original', 'correction', 'adjudication');

-- CreateEnum
CREATE TYPE "OutcomeKind" AS ENUM ('accepted', 'edited', 'rejected', 'ignored');

-- CreateEnum
CREATE TYPE "ReviewVerdict" AS ENUM ('accept', 'correct', 'return');

-- CreateEnum
CREATE TYPE "ReleaseState" AS ENUM ('building', 'ready', 'failed');

-- CreateEnum
CREATE TYPE "Split" AS ENUM ('train', 'validation', 'test');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "isOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "sessionEpoch" INTEGER NOT NULL DEFAULT 0,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Project" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "state" "MembershipState" NOT NULL DEFAULT 'active',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "invitedBy" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "projectId" UUID,
    "actorType" TEXT NOT NULL,
    "actorId" UUID,
    "verb" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "difference" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TaxonomyVersion" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "TaxonomyState" NOT NULL DEFAULT 'draft',
    "tree" JSONB NOT NULL,
    "sha256" TEXT,
    "changes" JSONB,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "publishedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TaxonomyVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Prompt" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "Prompt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Generator" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Generator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'open',
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportItem" (
    "id" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "state" "ImportItemState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "sha256" TEXT,
    "row" JSONB,
    "stagedKey" TEXT,
    "videoId" UUID,

    CONSTRAINT "ImportItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Video" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "promptId" UUID NOT NULL,
    "generatorId" UUID NOT NULL,
    "mode" "GenerationMode" NOT NULL DEFAULT 't2v',
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "state" "VideoState" NOT NULL DEFAULT 'probing',
    "refusalCode" TEXT,
    "refusalReason" TEXT,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "codec" TEXT,
    "container" TEXT,
    "pixelFormat" TEXT,
    "codedWidth" INTEGER,
    "codedHeight" INTEGER,
    "displayWidth" INTEGER,
    "displayHeight" INTEGER,
    "rotation" INTEGER,
    "sampleAspectNum" INTEGER,
    "sampleAspectDen" INTEGER,
    "frameCount" INTEGER,
    "frameTable" BYTEA,
    "durationUs" BIGINT,
    "fps" DOUBLE PRECISION,
    "variableRate" BOOLEAN,
    "proxyKey" TEXT,
    "posterKey" TEXT,
    "filmstripKey" TEXT,
    "filmstrip" JSONB,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Video_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VideoTruth" (
    "videoId" UUID NOT NULL,
    "truth" JSONB NOT NULL,

    CONSTRAINT "VideoTruth_pkey" PRIMARY KEY ("videoId")
);

-- CreateTable
CREATE TABLE "Pair" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "promptId" UUID NOT NULL,
    "kind" "PairKind" NOT NULL,
    "videoAId" UUID NOT NULL,
    "videoBId" UUID NOT NULL,
    "timestampUs" BIGINT NOT NULL DEFAULT 0,
    "frameIndexA" INTEGER NOT NULL DEFAULT 0,
    "frameIndexB" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Pair_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModelVersion" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ModelVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "modelVersionId" UUID NOT NULL,
    "state" "RunState" NOT NULL DEFAULT 'queued',
    "settings" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "provider" TEXT,
    "providerReasons" JSONB,
    "error" TEXT,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunVideo" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "videoId" UUID NOT NULL,
    "state" "RunState" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "frameBudget" INTEGER NOT NULL,
    "score" DOUBLE PRECISION,
    "error" TEXT,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RunVideo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FrameScore" (
    "runVideoId" UUID NOT NULL,
    "frameIndex" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "ptsUs" BIGINT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "labels" JSONB NOT NULL,
    "boxes" JSONB NOT NULL,
    "reasoning" TEXT,

    CONSTRAINT "FrameScore_pkey" PRIMARY KEY ("runVideoId","frameIndex")
);

-- CreateTable
CREATE TABLE "Proposal" (
    "id" UUID NOT NULL,
    "runVideoId" UUID NOT NULL,
    "videoId" UUID NOT NULL,
    "frameIndex" INTEGER NOT NULL,
    "ptsUs" BIGINT NOT NULL,
    "labelKey" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "box" JSONB,
    "probability" DOUBLE PRECISION NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "pairId" UUID NOT NULL,
    "asks" "Asks" NOT NULL DEFAULT 'both',
    "overlap" INTEGER NOT NULL,
    "priority" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "arm" "ProposalArm" NOT NULL DEFAULT 'show',
    "state" "TaskState" NOT NULL DEFAULT 'open',
    "taken" INTEGER NOT NULL DEFAULT 0,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "runId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "state" "AssignmentState" NOT NULL DEFAULT 'claimed',
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "fence" INTEGER NOT NULL DEFAULT 1,
    "leftSide" "Side" NOT NULL,
    "taxonomyVersionId" UUID NOT NULL,
    "draft" JSONB,
    "draftRevision" INTEGER NOT NULL DEFAULT 0,
    "activeMs" INTEGER NOT NULL DEFAULT 0,
    "skipReason" TEXT,
    "returnComment" TEXT,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Annotation" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "assignmentId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "kind" "AnnotationKind" NOT NULL DEFAULT 'original',
    "supersedesId" UUID,
    "taxonomyVersionId" UUID NOT NULL,
    "preference" "Preference",
    "comment" TEXT,
    "flagged" BOOLEAN NOT NULL DEFAULT false,
    "activeMs" INTEGER NOT NULL DEFAULT 0,
    "operationId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Annotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mark" (
    "id" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "side" "Side" NOT NULL,
    "frameIndex" INTEGER NOT NULL,
    "ptsUs" BIGINT NOT NULL,
    "labelKey" TEXT NOT NULL,
    "boxX" DOUBLE PRECISION,
    "boxY" DOUBLE PRECISION,
    "boxW" DOUBLE PRECISION,
    "boxH" DOUBLE PRECISION,
    "proposalId" UUID,

    CONSTRAINT "Mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FrameVerdict" (
    "id" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "side" "Side" NOT NULL,
    "frameIndex" INTEGER,

    CONSTRAINT "FrameVerdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProposalOutcome" (
    "annotationId" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "outcome" "OutcomeKind" NOT NULL,

    CONSTRAINT "ProposalOutcome_pkey" PRIMARY KEY ("annotationId","proposalId")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "reviewerId" UUID NOT NULL,
    "verdict" "ReviewVerdict" NOT NULL,
    "comment" TEXT,
    "resultAnnotationId" UUID,
    "operationId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgreementRun" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "inputsHash" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgreementRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Release" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" "ReleaseState" NOT NULL DEFAULT 'building',
    "gates" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "taxonomyVersionId" UUID NOT NULL,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB,
    "manifest" JSONB,
    "manifestSha256" TEXT,
    "storagePrefix" TEXT,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "error" TEXT,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReleaseItem" (
    "releaseId" UUID NOT NULL,
    "pairId" UUID NOT NULL,
    "split" "Split" NOT NULL,
    "consensus" JSONB NOT NULL,
    "votes" JSONB NOT NULL,

    CONSTRAINT "ReleaseItem_pkey" PRIMARY KEY ("releaseId","pairId")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Project_slug_key" ON "Project"("slug");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_projectId_userId_key" ON "Membership"("projectId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_projectId_createdAt_id_idx" ON "Invitation"("projectId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_createdAt_id_idx" ON "ApiToken"("userId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_projectId_at_id_idx" ON "AuditEvent"("projectId", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_entityType_entityId_idx" ON "AuditEvent"("entityType", "entityId");

-- CreateIndex
CREATE UNIQUE INDEX "TaxonomyVersion_projectId_number_key" ON "TaxonomyVersion"("projectId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_projectId_externalId_key" ON "Prompt"("projectId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Generator_projectId_name_key" ON "Generator"("projectId", "name");

-- CreateIndex
CREATE INDEX "Import_projectId_createdAt_id_idx" ON "Import"("projectId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "ImportItem_importId_state_idx" ON "ImportItem"("importId", "state");

-- CreateIndex
CREATE INDEX "ImportItem_videoId_idx" ON "ImportItem"("videoId");

-- CreateIndex
CREATE UNIQUE INDEX "ImportItem_importId_file_key" ON "ImportItem"("importId", "file");

-- CreateIndex
CREATE INDEX "Video_projectId_createdAt_id_idx" ON "Video"("projectId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Video_promptId_state_idx" ON "Video"("promptId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Video_projectId_sha256_key" ON "Video"("projectId", "sha256");

-- CreateIndex
CREATE INDEX "Pair_projectId_createdAt_id_idx" ON "Pair"("projectId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Pair_kind_videoAId_videoBId_timestampUs_key" ON "Pair"("kind", "videoAId", "videoBId", "timestampUs");

-- CreateIndex
CREATE UNIQUE INDEX "ModelVersion_projectId_name_version_key" ON "ModelVersion"("projectId", "name", "version");

-- CreateIndex
CREATE INDEX "Run_projectId_createdAt_id_idx" ON "Run"("projectId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "RunVideo_videoId_idx" ON "RunVideo"("videoId");

-- CreateIndex
CREATE INDEX "RunVideo_runId_state_idx" ON "RunVideo"("runId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "RunVideo_runId_videoId_key" ON "RunVideo"("runId", "videoId");

-- CreateIndex
CREATE INDEX "Proposal_videoId_frameIndex_idx" ON "Proposal"("videoId", "frameIndex");

-- CreateIndex
CREATE UNIQUE INDEX "Proposal_runVideoId_frameIndex_labelKey_ordinal_key" ON "Proposal"("runVideoId", "frameIndex", "labelKey", "ordinal");

-- CreateIndex
CREATE INDEX "Task_projectId_createdAt_id_idx" ON "Task"("projectId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Task_pairId_key" ON "Task"("pairId");

-- CreateIndex
CREATE INDEX "Assignment_userId_projectId_state_idx" ON "Assignment"("userId", "projectId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_taskId_userId_key" ON "Assignment"("taskId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Annotation_supersedesId_key" ON "Annotation"("supersedesId");

-- CreateIndex
CREATE UNIQUE INDEX "Annotation_operationId_key" ON "Annotation"("operationId");

-- CreateIndex
CREATE INDEX "Annotation_projectId_createdAt_id_idx" ON "Annotation"("projectId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Annotation_taskId_idx" ON "Annotation"("taskId");

-- CreateIndex
CREATE INDEX "Annotation_assignmentId_idx" ON "Annotation"("assignmentId");

-- CreateIndex
CREATE INDEX "Mark_annotationId_idx" ON "Mark"("annotationId");

-- CreateIndex
CREATE INDEX "FrameVerdict_annotationId_idx" ON "FrameVerdict"("annotationId");

-- CreateIndex
CREATE INDEX "ProposalOutcome_proposalId_idx" ON "ProposalOutcome"("proposalId");

-- CreateIndex
CREATE UNIQUE INDEX "Review_operationId_key" ON "Review"("operationId");

-- CreateIndex
CREATE INDEX "Review_projectId_createdAt_id_idx" ON "Review"("projectId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Review_annotationId_key" ON "Review"("annotationId");

-- CreateIndex
CREATE INDEX "AgreementRun_projectId_createdAt_idx" ON "AgreementRun"("projectId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AgreementRun_projectId_inputsHash_key" ON "AgreementRun"("projectId", "inputsHash");

-- CreateIndex
CREATE INDEX "Release_projectId_createdAt_id_idx" ON "Release"("projectId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Release_projectId_number_key" ON "Release"("projectId", "number");

-- CreateIndex
CREATE INDEX "ReleaseItem_pairId_idx" ON "ReleaseItem"("pairId");

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaxonomyVersion" ADD CONSTRAINT "TaxonomyVersion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Prompt" ADD CONSTRAINT "Prompt_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Generator" ADD CONSTRAINT "Generator_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportItem" ADD CONSTRAINT "ImportItem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportItem" ADD CONSTRAINT "ImportItem_videoId_fkey" FOREIGN KEY ("videoId") REFERENCES "Video"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Video" ADD CONSTRAINT "Video_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Video" ADD CONSTRAINT "Video_promptId_fkey" FOREIGN KEY ("promptId") REFERENCES "Prompt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Video" ADD CONSTRAINT "Video_generatorId_fkey" FOREIGN KEY ("generatorId") REFERENCES "Generator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VideoTruth" ADD CONSTRAINT "VideoTruth_videoId_fkey" FOREIGN KEY ("videoId") REFERENCES "Video"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_promptId_fkey" FOREIGN KEY ("promptId") REFERENCES "Prompt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_videoAId_fkey" FOREIGN KEY ("videoAId") REFERENCES "Video"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_videoBId_fkey" FOREIGN KEY ("videoBId") REFERENCES "Video"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModelVersion" ADD CONSTRAINT "ModelVersion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_modelVersionId_fkey" FOREIGN KEY ("modelVersionId") REFERENCES "ModelVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunVideo" ADD CONSTRAINT "RunVideo_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunVideo" ADD CONSTRAINT "RunVideo_videoId_fkey" FOREIGN KEY ("videoId") REFERENCES "Video"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FrameScore" ADD CONSTRAINT "FrameScore_runVideoId_fkey" FOREIGN KEY ("runVideoId") REFERENCES "RunVideo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_runVideoId_fkey" FOREIGN KEY ("runVideoId") REFERENCES "RunVideo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_taxonomyVersionId_fkey" FOREIGN KEY ("taxonomyVersionId") REFERENCES "TaxonomyVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_taxonomyVersionId_fkey" FOREIGN KEY ("taxonomyVersionId") REFERENCES "TaxonomyVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_supersedesId_fkey" FOREIGN KEY ("supersedesId") REFERENCES "Annotation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FrameVerdict" ADD CONSTRAINT "FrameVerdict_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalOutcome" ADD CONSTRAINT "ProposalOutcome_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalOutcome" ADD CONSTRAINT "ProposalOutcome_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_annotationId_fkey" FOREIGN KEY ("annotationId") REFERENCES "Annotation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_resultAnnotationId_fkey" FOREIGN KEY ("resultAnnotationId") REFERENCES "Annotation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReleaseItem" ADD CONSTRAINT "ReleaseItem_releaseId_fkey" FOREIGN KEY ("releaseId") REFERENCES "Release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReleaseItem" ADD CONSTRAINT "ReleaseItem_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
