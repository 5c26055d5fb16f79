-- CreateTable
CREATE TABLE "RunShowing" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "untilAt" TIMESTAMPTZ(3),

    CONSTRAINT "RunShowing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RunShowing_runId_fromAt_idx" ON "RunShowing"("runId", "fromAt");

-- AddForeignKey
ALTER TABLE "RunShowing" ADD CONSTRAINT "RunShowing_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE UNIQUE INDEX "RunShowing_open_key" ON "RunShowing" ("runId") WHERE "untilAt" IS NULL;

-- Until now every run was shown from its start.
INSERT INTO "RunShowing" ("id", "runId", "fromAt") SELECT gen_random_uuid(), "id", "createdAt" FROM "Run";
