-- What Prisma's schema language cannot say. Each guard keeps a promise that the code also keeps.

-- Records that count never change. A change that a foreign key makes by itself (ON DELETE) passes.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '% of "%" is refused: its rows never change. Write a new row instead.', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "TaxonomyVersion_published" BEFORE UPDATE OR DELETE ON "TaxonomyVersion"
  FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "FrameScore_immutable" BEFORE UPDATE ON "FrameScore"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "Proposal_immutable" BEFORE UPDATE ON "Proposal"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "Annotation_immutable" BEFORE UPDATE ON "Annotation"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "Mark_immutable" BEFORE UPDATE ON "Mark"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "FrameVerdict_immutable" BEFORE UPDATE ON "FrameVerdict"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "ProposalOutcome_immutable" BEFORE UPDATE ON "ProposalOutcome"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "Review_immutable" BEFORE UPDATE ON "Review"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Claiming reads this index in order and stops at the first free row.
CREATE INDEX "Task_claimable_idx" ON "Task" ("projectId", "priority" DESC, "id")
  WHERE "state" = 'open' AND "taken" < "overlap";

ALTER TABLE "Task" ADD CONSTRAINT "Task_counts_check"
  CHECK ("overlap" >= 1 AND "taken" BETWEEN 0 AND "overlap" AND "answered" BETWEEN 0 AND "overlap");

-- The tolerance is that of Box in lib/domain/shared.
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_box_check" CHECK (
  num_nulls("boxX", "boxY", "boxW", "boxH") IN (0, 4)
  AND ("boxX" IS NULL OR (
    "boxX" >= 0 AND "boxY" >= 0 AND "boxW" > 0 AND "boxH" > 0
    AND "boxX" + "boxW" <= 1 + 1e-6 AND "boxY" + "boxH" <= 1 + 1e-6
  ))
);

ALTER TABLE "Pair" ADD CONSTRAINT "Pair_order_check" CHECK ("videoAId" < "videoBId");

ALTER TABLE "User" ADD CONSTRAINT "User_email_check" CHECK ("email" = lower("email"));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_email_check" CHECK ("email" = lower("email"));
