-- A comparison of two runs with a truth is called so everywhere; rows, constraints and triggers stay.
ALTER TABLE "PairedEvaluation" RENAME TO "Comparison";

DO $$
DECLARE
  old_name text;
BEGIN
  FOR old_name IN
    SELECT conname FROM pg_constraint WHERE conrelid = '"Comparison"'::regclass AND conname LIKE 'PairedEvaluation\_%'
  LOOP
    EXECUTE format('ALTER TABLE "Comparison" RENAME CONSTRAINT %I TO %I', old_name, replace(old_name, 'PairedEvaluation', 'Comparison'));
  END LOOP;
END $$;

ALTER INDEX "PairedEvaluation_runAId_runBId_truth_scope_createdAt_idx" RENAME TO "Comparison_runAId_runBId_truth_scope_createdAt_idx";
ALTER INDEX "PairedEvaluation_runBId_idx" RENAME TO "Comparison_runBId_idx";
ALTER INDEX "PairedEvaluation_projectId_idx" RENAME TO "Comparison_projectId_idx";
ALTER TRIGGER "PairedEvaluation_done" ON "Comparison" RENAME TO "Comparison_done";

-- Jobs that wait under the old name would never be taken up.
DO $$
BEGIN
  IF to_regclass('graphile_worker._private_jobs') IS NULL THEN RETURN; END IF;
  INSERT INTO graphile_worker._private_tasks (identifier) VALUES ('evaluation.compute-comparison') ON CONFLICT DO NOTHING;
  UPDATE graphile_worker._private_jobs job
  SET task_id = own.id,
      key = own.identifier || ':' || (job.payload ->> 'pairedEvaluationId'),
      payload = json_build_object('comparisonId', job.payload ->> 'pairedEvaluationId')
  FROM graphile_worker._private_tasks former, graphile_worker._private_tasks own
  WHERE former.identifier = 'evaluation.run-paired' AND own.identifier = 'evaluation.compute-comparison' AND job.task_id = former.id;
END $$;
