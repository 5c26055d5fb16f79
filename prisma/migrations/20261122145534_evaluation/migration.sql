-- CreateEnum
CREATE TYPE "EvaluationTruth" AS ENUM ('people', 'planted');

-- CreateEnum
CREATE TYPE "AnswerScope" AS ENUM ('all', 'hidden', 'holdout');

-- CreateEnum
CREATE TYPE "EvaluationState" AS ENUM ('queued', 'done', 'failed');

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "dissent" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "draw" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "holdout" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "value" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Evaluation" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "modelVersionId" UUID NOT NULL,
    "truth" "EvaluationTruth" NOT NULL,
    "scope" "AnswerScope" NOT NULL DEFAULT 'all',
    "state" "EvaluationState" NOT NULL DEFAULT 'queued',
    "inputsHash" TEXT NOT NULL,
    "figures" JSONB,
    "error" TEXT,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Evaluation_projectId_createdAt_id_idx" ON "Evaluation"("projectId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Evaluation_modelVersionId_truth_scope_createdAt_idx" ON "Evaluation"("modelVersionId", "truth", "scope", "createdAt");

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_modelVersionId_fkey" FOREIGN KEY ("modelVersionId") REFERENCES "ModelVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
