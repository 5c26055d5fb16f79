-- AlterTable
ALTER TABLE "FirstAnswer" ADD COLUMN     "sawProposals" BOOLEAN;
