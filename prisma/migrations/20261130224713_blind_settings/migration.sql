-- AlterTable
ALTER TABLE "Annotation" ADD COLUMN     "authorSawGenerators" BOOLEAN NOT NULL DEFAULT false;

-- Of old answers: those of people who may see generators now, and all corrections, which only such people wrote.
ALTER TABLE "Annotation" DISABLE TRIGGER "Annotation_immutable";
UPDATE "Annotation" AS annotation SET "authorSawGenerators" = true
WHERE annotation."kind" <> 'original' OR EXISTS (
  SELECT FROM "Membership" AS member
  WHERE member."projectId" = annotation."projectId" AND member."userId" = annotation."authorId"
    AND member."role" IN ('admin', 'reviewer')
);
ALTER TABLE "Annotation" ENABLE TRIGGER "Annotation_immutable";
