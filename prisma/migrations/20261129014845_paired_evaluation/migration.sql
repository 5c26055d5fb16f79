-- CreateTable
CREATE TABLE "PairedEvaluation" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "runAId" UUID NOT NULL,
    "runBId" UUID NOT NULL,
    "truth" "EvaluationTruth" NOT NULL,
    "scope" "AnswerScope" NOT NULL DEFAULT 'all',
    "state" "EvaluationState" NOT NULL DEFAULT 'queued',
    "inputsHash" TEXT NOT NULL,
    "figures" JSONB,
    "error" TEXT,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PairedEvaluation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PairedEvaluation_runAId_runBId_truth_scope_createdAt_idx" ON "PairedEvaluation"("runAId", "runBId", "truth", "scope", "createdAt");

-- CreateIndex
CREATE INDEX "PairedEvaluation_runBId_idx" ON "PairedEvaluation"("runBId");

-- CreateIndex
CREATE INDEX "PairedEvaluation_projectId_idx" ON "PairedEvaluation"("projectId");

-- AddForeignKey
ALTER TABLE "PairedEvaluation" ADD CONSTRAINT "PairedEvaluation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PairedEvaluation" ADD CONSTRAINT "PairedEvaluation_runAId_fkey" FOREIGN KEY ("runAId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PairedEvaluation" ADD CONSTRAINT "PairedEvaluation_runBId_fkey" FOREIGN KEY ("runBId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

-- A comparison with the truth that is done is written once; both directions share one row.
CREATE TRIGGER "PairedEvaluation_done" BEFORE UPDATE OR DELETE ON "PairedEvaluation"
  FOR EACH ROW WHEN (OLD.state = 'done') EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "PairedEvaluation" ADD CONSTRAINT "PairedEvaluation_figures_check" CHECK (
  ("state" = 'done') = ("figures" IS NOT NULL) AND ("state" = 'failed') = ("error" IS NOT NULL)
);
ALTER TABLE "PairedEvaluation" ADD CONSTRAINT "PairedEvaluation_order_check" CHECK ("runAId" < "runBId");
