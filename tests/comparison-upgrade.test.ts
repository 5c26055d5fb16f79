import { expect, test } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import { withDatabaseBefore } from './support/earlier-database'

const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`
const [PROJECT, MODEL, RUN_A, RUN_B, DONE, QUEUED] = [1, 2, 3, 4, 5, 6].map(id)

test('comparisons of the version before keep rows, guards and waiting jobs under their name of now', async () => {
  await withDatabaseBefore('20261201133402_comparison', async ({ client, upgrade }) => {
    await client.query(`
      INSERT INTO "Project" (id, slug, name, settings) VALUES ('${PROJECT}', 'p', 'P', '{}');
      INSERT INTO "ModelVersion" (id, "projectId", name, version, engine, location, sha256, manifest)
      VALUES ('${MODEL}', '${PROJECT}', 'm', '1', 'frame-onnx', 'm', 'x', '{}');
      INSERT INTO "Run" (id, "projectId", "modelVersionId", settings, seed)
      VALUES ('${RUN_A}', '${PROJECT}', '${MODEL}', '{}', 1), ('${RUN_B}', '${PROJECT}', '${MODEL}', '{}', 2);
      INSERT INTO "PairedEvaluation" (id, "projectId", "runAId", "runBId", truth, state, "inputsHash", figures) VALUES
      ('${DONE}', '${PROJECT}', '${RUN_A}', '${RUN_B}', 'people', 'done', 'x', '{"schemaVersion": 1}'),
      ('${QUEUED}', '${PROJECT}', '${RUN_A}', '${RUN_B}', 'planted', 'queued', 'y', NULL);
      SELECT graphile_worker.add_job('evaluation.run-paired', payload => '{"pairedEvaluationId": "${QUEUED}"}',
        job_key => 'evaluation.run-paired:${QUEUED}', max_attempts => 5)`)
    await upgrade()
    const { rows } = await client.query(`SELECT id, state::text, figures FROM "Comparison" ORDER BY id`)
    expect(rows).toEqual([
      { id: DONE, state: 'done', figures: { schemaVersion: 1 } },
      { id: QUEUED, state: 'queued', figures: null },
    ])
    await expect(client.query(`DELETE FROM "Comparison" WHERE id = '${DONE}'`)).rejects.toThrow(/rows never change/)
    const waiting = await client.query(`
      SELECT task.identifier, job.key, job.payload FROM graphile_worker._private_jobs AS job
      JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id`)
    const payload = { comparisonId: QUEUED }
    const { name } = jobs.computeComparison
    expect(waiting.rows).toEqual([{ identifier: name, key: `${name}:${QUEUED}`, payload }])
    expect(jobs.computeComparison.payload.parse(payload)).toEqual(payload)
    const named = await client.query(`
      SELECT conname AS name FROM pg_constraint WHERE conname ~ 'Paired'
      UNION SELECT relname FROM pg_class WHERE relname ~ 'Paired' UNION SELECT tgname FROM pg_trigger WHERE tgname ~ 'Paired'`)
    expect(named.rows).toEqual([])
  })
})
