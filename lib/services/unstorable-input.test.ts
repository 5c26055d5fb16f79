import { expect, test } from 'vitest'
import { ZodError } from 'zod'
import { createRun } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { startWith } from '@/tests/support/media-project'
import { createRunProject, startedRun } from '@/tests/support/run-project'
import { listAudit, updateProject } from './accounts'
import { listComparableRuns, listComparedClips, listEvaluations } from './evaluation'
import { listImportItems, openImport } from './media'
import { listModels, listRuns, listRunVideos, registerModel } from './proposals'

const { db } = await testDatabase()
const NUL = 'a\u0000b'
const encoded = (text: string) => Buffer.from(text).toString('base64url')

test('a cursor that is not ours is refused in words, whatever it holds', async () => {
  const world = await createRunProject(db)
  const { projectId } = world
  const { run } = await startedRun(db, world)
  const ctx = world.as(world.admin)
  const { id: importId } = await openImport({ ctx, input: { projectId, source: 'clips' } })
  for (const cursor of ['abc', encoded('0|x'), NUL]) {
    const clips = listRunVideos({ ctx, input: { projectId, runId: run.id, limit: 5, cursor } })
    await expect(clips).rejects.toMatchObject({ code: 'invalid', reason: 'cursor' })
    const items = listImportItems({ ctx, input: { projectId, importId, limit: 5, cursor } })
    await expect(items).rejects.toMatchObject({ code: 'invalid', reason: 'cursor' })
  }
  const odd = [`${Date.now()}|not-a-uuid`, `Infinity|${run.id}`, `-99999999999999|${run.id}`, `1|${run.id}${NUL}`]
  const late = [`8640000000000000|${run.id}`, `0x10|${run.id}`, `|${run.id}`]
  for (const text of [...odd, ...late]) {
    const input = { projectId, limit: 5, cursor: encoded(text) }
    const lists = [
      () => listRuns({ ctx, input }),
      () => listModels({ ctx, input }),
      () => listEvaluations({ ctx, input }),
      () => listAudit({ ctx, input }),
      () => listComparableRuns({ ctx, input: { ...input, runId: run.id } }),
    ]
    for (const list of lists) await expect(list()).rejects.toMatchObject({ code: 'invalid', reason: 'cursor' })
  }
})

test('a text that cannot be stored is refused before it reaches the database', async () => {
  const world = await createRunProject(db)
  const { projectId } = world
  const ctx = world.as(world.admin)
  const [run, other] = [await createRun(db, { projectId }), await createRun(db, { projectId })]
  const two = { projectId, runId: run.id, otherRunId: other.id, order: 'difference' as const, limit: 5 }
  for (const text of [NUL, 'a\ud800b']) {
    const calls = [
      () => listEvaluations({ ctx, input: { projectId, limit: 5, modelName: text } }),
      () => listComparedClips({ ctx, input: { ...two, labelKey: text } }),
      () => registerModel({ ctx, input: { projectId, location: text } }),
      () => updateProject({ ctx, input: { projectId, name: text } }),
      () => updateProject({ ctx, input: { projectId, description: text } }),
      () => openImport({ ctx, input: { projectId, source: text } }),
    ]
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(ZodError)
  }
})

test('[MF6] a manifest with a character that no text has ends with its rows refused', async () => {
  const world = await createRunProject(db)
  const { projectId } = world
  const ctx = world.as(world.admin)
  const { id: importId } = await openImport({ ctx, input: { projectId, source: 'clips' } })
  const text = `file,prompt_id,prompt,generator,mode\na.mp4,p,${NUL},g,t2v\nb.mp4,p,P,g,${NUL}\n`
  await startWith(ctx, { projectId, importId }, { name: 'manifest.csv', text })
  const { items } = await listImportItems({ ctx, input: { projectId, importId, limit: 5 } })
  expect(items.map(({ file, state }) => [file, state]).sort()).toEqual([
    ['manifest row 1', 'refused'],
    ['manifest row 2', 'refused'],
  ])
})
