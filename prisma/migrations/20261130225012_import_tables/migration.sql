-- AlterEnum
ALTER TYPE "ImportState" ADD VALUE 'matching';

-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "leftOutKey" TEXT,
ADD COLUMN     "manifestKey" TEXT,
ADD COLUMN     "manifestName" TEXT,
ADD COLUMN     "problem" TEXT;
