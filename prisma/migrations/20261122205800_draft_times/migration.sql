-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "draftAt" TIMESTAMPTZ(3);
