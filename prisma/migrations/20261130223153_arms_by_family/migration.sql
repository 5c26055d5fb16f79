-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "arm" "ProposalArm" NOT NULL DEFAULT 'show',
ADD COLUMN     "sawProposals" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Prompt" ADD COLUMN     "family" TEXT;

-- AlterTable
ALTER TABLE "Task" ALTER COLUMN "arm" DROP NOT NULL,
ALTER COLUMN "arm" DROP DEFAULT;

-- CreateTable
CREATE TABLE "PromptExposure" (
    "userId" UUID NOT NULL,
    "promptId" UUID NOT NULL,
    "hidden" BOOLEAN,
    "sawProposals" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "PromptExposure_pkey" PRIMARY KEY ("userId","promptId")
);

-- CreateIndex
CREATE INDEX "PromptExposure_promptId_idx" ON "PromptExposure"("promptId");

-- CreateIndex
CREATE INDEX "Pair_promptId_idx" ON "Pair"("promptId");

-- CreateIndex
CREATE INDEX "Prompt_projectId_family_idx" ON "Prompt"("projectId", "family");

-- AddForeignKey
ALTER TABLE "PromptExposure" ADD CONSTRAINT "PromptExposure_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromptExposure" ADD CONSTRAINT "PromptExposure_promptId_fkey" FOREIGN KEY ("promptId") REFERENCES "Prompt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was handed out keeps its arm.
UPDATE "Assignment" AS assignment SET "arm" = task."arm" FROM "Task" AS task WHERE task.id = assignment."taskId";

-- What people have got of each prompt so far: of their own tasks, and of answers that they reviewed.
INSERT INTO "PromptExposure" ("userId", "promptId", "hidden", "sawProposals")
SELECT got."userId", pair."promptId", NULL, bool_or(task."arm" <> 'hide')
FROM (
  SELECT "userId", "taskId" FROM "Assignment"
  UNION
  SELECT review."reviewerId", annotation."taskId" FROM "Review" AS review
  JOIN "Annotation" AS annotation ON annotation.id = review."annotationId"
) AS got
JOIN "Task" AS task ON task.id = got."taskId"
JOIN "Pair" AS pair ON pair.id = task."pairId"
GROUP BY got."userId", pair."promptId";
