-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "scoredBefore" INTEGER NOT NULL DEFAULT 0;
