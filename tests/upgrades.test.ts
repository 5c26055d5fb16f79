import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import { withDatabaseBefore } from './support/earlier-database'

const id = (last: number) => `01900000-0000-7000-8000-${String(last).padStart(12, '0')}`
const [PERSON, PROJECT, MODEL, RUN_A, RUN_B, DONE, QUEUED, PROMPT, GENERATOR, VIDEO, CLIP] = Array.from(
  { length: 11 },
  (_, at) => id(at + 1),
)

/** A project with two runs of one model. */
async function insertRuns(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO "Project" (id, slug, name, settings) VALUES ('${PROJECT}', 'p', 'P', '{}');
    INSERT INTO "ModelVersion" (id, "projectId", name, version, engine, location, sha256, manifest)
    VALUES ('${MODEL}', '${PROJECT}', 'm', '1', 'frame-onnx', 'm', 'x', '{}');
    INSERT INTO "Run" (id, "projectId", "modelVersionId", settings, seed)
    VALUES ('${RUN_A}', '${PROJECT}', '${MODEL}', '{}', 1), ('${RUN_B}', '${PROJECT}', '${MODEL}', '{}', 2)`)
}

/** A clip in the first of the runs. */
async function insertClip(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO "Prompt" (id, "projectId", "externalId", text) VALUES ('${PROMPT}', '${PROJECT}', 'p', 'p');
    INSERT INTO "Generator" (id, "projectId", name) VALUES ('${GENERATOR}', '${PROJECT}', 'g');
    INSERT INTO "Video" (id, "projectId", "promptId", "generatorId", "fileName", sha256, "sizeBytes", "storageKey")
    VALUES ('${VIDEO}', '${PROJECT}', '${PROMPT}', '${GENERATOR}', 'v', 'v', 1, 'v');
    INSERT INTO "RunVideo" (id, "runId", "videoId", "frameBudget") VALUES ('${CLIP}', '${RUN_A}', '${VIDEO}', 9)`)
}

test('[TK7] tokens of the version before go on without admin, and end 90 days after the upgrade or as they would have', async () => {
  await withDatabaseBefore('20261130222113_token_scopes', async ({ client, upgrade }) => {
    await client.query(`INSERT INTO "User" (id, email, name) VALUES ('${PERSON}', 'a@example.org', 'A')`)
    await client.query(`
      INSERT INTO "ApiToken" (id, "userId", name, prefix, hash, "expiresAt", "createdAt") VALUES
      (gen_random_uuid(), '${PERSON}', 'endless', 'fj_', 'a', NULL, now() - interval '3 years'),
      (gen_random_uuid(), '${PERSON}', 'short', 'fj_', 'b', now() + interval '5 days', now())`)
    await upgrade()
    const { rows } = await client.query(`
      SELECT name, scopes, round(extract(epoch FROM "expiresAt" - now()) / 86400)::int AS days FROM "ApiToken" ORDER BY name`)
    const scopes = ['read', 'label', 'review', 'score', 'import', 'export']
    expect(rows).toEqual([
      { name: 'endless', scopes, days: 90 },
      { name: 'short', scopes, days: 5 },
    ])
  })
})

test('comparisons of the version before keep rows, guards and waiting jobs under their name of now', async () => {
  await withDatabaseBefore('20261201133402_comparison', async ({ client, upgrade }) => {
    await insertRuns(client)
    await client.query(`
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

test('proposals of the version before keep their boxes, in columns of their own', async () => {
  const proposal = (at: number, box: string | null) =>
    `(gen_random_uuid(), '${CLIP}', '${VIDEO}', ${at}, 0, 'face', 0.9, 2, ${box === null ? 'NULL' : `'${box}'`})`
  await withDatabaseBefore('20261201135515_boxes_in_columns', async ({ client, upgrade }) => {
    await insertRuns(client)
    await insertClip(client)
    await client.query(`
      INSERT INTO "Proposal" (id, "runVideoId", "videoId", "frameIndex", "ptsUs", "labelKey", probability, score, box) VALUES
      ${proposal(1, '{"x": 0.25, "y": 0, "w": 0.75, "h": 1}')}, ${proposal(2, null)},
      ${proposal(3, '{"x": 0.5, "y": 0, "w": 0.75, "h": 1}')}, ${proposal(4, '{"x": "left"}')}`)
    await upgrade()
    const { rows } = await client.query(
      `SELECT "frameIndex", "boxX", "boxY", "boxW", "boxH" FROM "Proposal" ORDER BY "frameIndex"`,
    )
    const none = { boxX: null, boxY: null, boxW: null, boxH: null }
    expect(rows).toEqual([
      { frameIndex: 1, boxX: 0.25, boxY: 0, boxW: 0.75, boxH: 1 },
      ...[2, 3, 4].map((frameIndex) => ({ frameIndex, ...none })),
    ])
    await expect(client.query(`UPDATE "Proposal" SET score = 1`)).rejects.toThrow(/rows never change/)
  })
})

test('ids of the version before that name nothing are let go, and those that name something are keys', async () => {
  const NOBODY = id(99)
  await withDatabaseBefore('20261201140049_keys', async ({ client, upgrade }) => {
    await insertRuns(client)
    await client.query(`
      INSERT INTO "User" (id, email, name) VALUES ('${PERSON}', 'a@example.org', 'A');
      UPDATE "Run" SET "createdBy" = CASE id WHEN '${RUN_A}' THEN '${PERSON}'::uuid ELSE '${NOBODY}'::uuid END;
      INSERT INTO "Comparison" (id, "projectId", "runAId", "runBId", truth, state, "inputsHash", figures, "createdBy")
      VALUES ('${DONE}', '${PROJECT}', '${RUN_A}', '${RUN_B}', 'people', 'done', 'x', '{}', '${NOBODY}');
      INSERT INTO "Invitation" (id, "projectId", email, role, "tokenHash", "invitedBy", "expiresAt")
      VALUES (gen_random_uuid(), '${PROJECT}', 'b@example.org', 'admin', 'x', '${NOBODY}', now()),
        (gen_random_uuid(), '${PROJECT}', 'c@example.org', 'admin', 'y', '${PERSON}', now())`)
    // The mark alone, without the answer that it belongs to.
    await client.query(`
      SET session_replication_role = replica;
      INSERT INTO "Mark" (id, "annotationId", side, "frameIndex", "ptsUs", "labelKey", "proposalId")
      VALUES (gen_random_uuid(), gen_random_uuid(), 'A', 0, 0, 'face', '${NOBODY}');
      SET session_replication_role = DEFAULT`)
    await upgrade()
    const { rows } = await client.query(`
      SELECT (SELECT array_agg("createdBy" ORDER BY id) FROM "Run") AS runs, (SELECT "createdBy" FROM "Comparison") AS comparison,
        (SELECT array_agg(email) FROM "Invitation") AS invited, (SELECT "proposalId" FROM "Mark") AS mark`)
    expect(rows).toEqual([{ runs: [PERSON, null], comparison: null, invited: ['c@example.org'], mark: null }])
    const pointNowhere = client.query(`UPDATE "Run" SET "createdBy" = '${NOBODY}'`)
    await expect(pointNowhere).rejects.toThrow('Run_createdBy_fkey')
    await expect(client.query(`UPDATE "Comparison" SET error = 'late'`)).rejects.toThrow(/rows never change/)
  })
})
