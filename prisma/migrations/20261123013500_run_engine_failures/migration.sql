-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "engineFailures" INTEGER NOT NULL DEFAULT 0;

