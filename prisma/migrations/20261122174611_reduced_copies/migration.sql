-- AlterTable
ALTER TABLE "Video" ADD COLUMN     "reducedKey" TEXT;
