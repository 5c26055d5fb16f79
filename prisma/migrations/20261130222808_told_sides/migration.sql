-- Whoever holds an assignment of the version before was told which canonical side stands left; nobody is from now on.
ALTER TABLE "Assignment" ADD COLUMN     "toldSides" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "Assignment" ALTER COLUMN "toldSides" SET DEFAULT false;
