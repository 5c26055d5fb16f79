-- What a queued run waits for is asked every second while somebody looks.
ALTER TABLE "Run" ADD COLUMN "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "Run" SET "queuedAt" = "createdAt";
CREATE INDEX "Run_under_way_idx" ON "Run" ("queuedAt") WHERE "state" IN ('queued', 'running');

-- Clips of a checkpoint or a server that wait in the lane of small networks go over to their own.
DO $$
BEGIN
  IF to_regclass('graphile_worker._private_jobs') IS NULL THEN RETURN; END IF;
  INSERT INTO graphile_worker._private_tasks (identifier)
  VALUES ('proposals.score-video-by-checkpoint'), ('proposals.score-video-by-server')
  ON CONFLICT DO NOTHING;
  UPDATE graphile_worker._private_jobs job
  SET task_id = own.id, key = own.identifier || ':' || clip.id
  FROM "RunVideo" clip
  JOIN "Run" run ON run.id = clip."runId"
  JOIN "ModelVersion" model ON model.id = run."modelVersionId"
  JOIN graphile_worker._private_tasks own ON own.identifier =
    CASE model.engine WHEN 'openai' THEN 'proposals.score-video-by-server' WHEN 'vlm-onnx' THEN 'proposals.score-video-by-checkpoint' END
  WHERE job.key = 'proposals.score-video:' || clip.id AND job.locked_at IS NULL;
END $$;
