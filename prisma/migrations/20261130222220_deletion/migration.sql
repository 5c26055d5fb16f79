-- DropForeignKey
ALTER TABLE "Task" DROP CONSTRAINT "Task_pairId_fkey";

-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "deletingAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ModelVersion" ADD COLUMN     "deletingAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "deletingAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Release" ADD COLUMN     "deletingAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "deletingAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Video" ADD COLUMN     "deletingAt" TIMESTAMPTZ(3);

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say: docs/spec/deletion.md [DE1]–[DE3].

-- The one way to delete what counts: marks are made by the verbs, rows go within a transaction that opened this gate.
CREATE FUNCTION "begin_deletion"(kind text, id uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  marked boolean;
BEGIN
  IF kind NOT IN ('Project', 'Video', 'Import', 'ModelVersion', 'Run', 'Release') THEN
    RAISE EXCEPTION '"%" is nothing that can be deleted.', kind;
  END IF;
  EXECUTE format('SELECT "deletingAt" IS NOT NULL FROM %I WHERE id = $1 FOR UPDATE', kind) INTO marked USING id;
  IF marked IS DISTINCT FROM true THEN
    RAISE EXCEPTION 'The % % is not marked for deletion.', kind, id;
  END IF;
  PERFORM set_config('framejury.deleting', kind || ':' || id, true);
END
$$;

-- Arguments: 'cascade' lets a foreign key take the row along; 'Run=runId' lets it go with the run that the column names.
CREATE FUNCTION "guard_deletion"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  open_gate text := coalesce(current_setting('framejury.deleting', true), '');
  kind text := split_part(open_gate, ':', 1);
  root text := split_part(open_gate, ':', 2);
  marked boolean;
BEGIN
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    IF TG_ARGV[i] = 'cascade' AND pg_trigger_depth() > 1 THEN
      RETURN OLD;
    END IF;
    IF kind <> '' AND split_part(TG_ARGV[i], '=', 1) = kind THEN
      EXECUTE format('SELECT ($1).%I::text = $2', split_part(TG_ARGV[i], '=', 2)) INTO marked USING OLD, root;
      IF marked THEN
        EXECUTE format('SELECT "deletingAt" IS NOT NULL FROM %I WHERE id = $1', kind) INTO marked USING root::uuid;
        IF marked THEN
          RETURN OLD;
        END IF;
      END IF;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'DELETE of "%" is refused: its rows never change and go only with what is marked for deletion.', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "Project_deletion" BEFORE DELETE ON "Project" FOR EACH ROW EXECUTE FUNCTION "guard_deletion"('Project=id');
CREATE TRIGGER "User_deletion" BEFORE DELETE ON "User" FOR EACH ROW EXECUTE FUNCTION "guard_deletion"();
CREATE TRIGGER "Import_deletion" BEFORE DELETE ON "Import" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('Project=projectId', 'Import=id');
CREATE TRIGGER "ImportItem_deletion" BEFORE DELETE ON "ImportItem" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade', 'Import=importId');
CREATE TRIGGER "Video_deletion" BEFORE DELETE ON "Video" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('Project=projectId', 'Video=id');
CREATE TRIGGER "Pair_deletion" BEFORE DELETE ON "Pair" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('Project=projectId', 'Video=videoAId', 'Video=videoBId');
CREATE TRIGGER "ModelVersion_deletion" BEFORE DELETE ON "ModelVersion" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('Project=projectId', 'ModelVersion=id');
CREATE TRIGGER "Run_deletion" BEFORE DELETE ON "Run" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('Project=projectId', 'Run=id');
CREATE TRIGGER "RunVideo_deletion" BEFORE DELETE ON "RunVideo" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade', 'Run=runId', 'Video=videoId');
CREATE TRIGGER "FrameScore_deletion" BEFORE DELETE ON "FrameScore" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade');
CREATE TRIGGER "Proposal_deletion" BEFORE DELETE ON "Proposal" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade');
CREATE TRIGGER "Task_deletion" BEFORE DELETE ON "Task" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade', 'Project=projectId');
CREATE TRIGGER "Assignment_deletion" BEFORE DELETE ON "Assignment" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade', 'Project=projectId');
-- No foreign key takes an answer along, unless its whole project goes.
CREATE TRIGGER "Annotation_deletion" BEFORE DELETE ON "Annotation" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('Project=projectId');
CREATE TRIGGER "Mark_deletion" BEFORE DELETE ON "Mark" FOR EACH ROW EXECUTE FUNCTION "guard_deletion"('cascade');
CREATE TRIGGER "FrameVerdict_deletion" BEFORE DELETE ON "FrameVerdict" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade');
CREATE TRIGGER "ProposalOutcome_deletion" BEFORE DELETE ON "ProposalOutcome" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade');
CREATE TRIGGER "Review_deletion" BEFORE DELETE ON "Review" FOR EACH ROW EXECUTE FUNCTION "guard_deletion"('cascade');
CREATE TRIGGER "Release_deletion" BEFORE DELETE ON "Release" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('Project=projectId', 'Release=id');
CREATE TRIGGER "ReleaseItem_deletion" BEFORE DELETE ON "ReleaseItem" FOR EACH ROW
  EXECUTE FUNCTION "guard_deletion"('cascade', 'Release=releaseId');
