-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "revealedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "FirstAnswer" (
    "assignmentId" UUID NOT NULL,
    "answer" JSONB NOT NULL,
    "activeMs" INTEGER NOT NULL,
    "operationId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FirstAnswer_pkey" PRIMARY KEY ("assignmentId")
);

-- CreateIndex
CREATE UNIQUE INDEX "FirstAnswer_operationId_key" ON "FirstAnswer"("operationId");

-- AddForeignKey
ALTER TABLE "FirstAnswer" ADD CONSTRAINT "FirstAnswer_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER "FirstAnswer_immutable" BEFORE UPDATE OR DELETE ON "FirstAnswer"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- What was handed out before has its proposals on the screen already.
UPDATE "Assignment" SET "revealedAt" = "claimedAt" WHERE "arm" = 'reveal';
