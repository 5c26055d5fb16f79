-- CreateEnum
CREATE TYPE "MarkChoice" AS ENUM ('expanded', 'keyframes');

-- AlterTable
ALTER TABLE "Release" ADD COLUMN     "marks" "MarkChoice" NOT NULL DEFAULT 'expanded';
