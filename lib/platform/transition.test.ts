import { expect, test } from 'vitest'
import { assignmentMachine, taskMachine } from '@/lib/domain/labelling'
import { runVideoMachine } from '@/lib/domain/proposals'
import { canMove, type Machine, statesOf } from '@/lib/domain/shared'
import type { Tx } from '@/lib/platform/db'
import {
  createFramePairs,
  createGenerator,
  createProject,
  createPrompt,
  createRun,
  createTask,
  createTaxonomyVersion,
  createUser,
  createVideo,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { MACHINES } from '@/tests/support/machines'
import { conflict } from './errors'
import { type MovingModel, moveInSql, requireTransition, type StateOf, transition } from './transition'

const { db } = await testDatabase()
const project = await createProject(db)
const projectId = project.id
const taxonomy = await createTaxonomyVersion(db, { projectId })
const prompt = await createPrompt(db, { projectId })
const generator = await createGenerator(db, { projectId })
const of = { projectId, promptId: prompt.id, generatorId: generator.id }
const run = await createRun(db, { projectId, state: 'running' })
const modelVersionId = run.modelVersionId
const parent = await db.import.create({ data: { projectId, source: 'a folder' } })

/** Checks of the database: a done row has figures, a failed one a reason. */
function outcome(model: string, state: string) {
  if (model !== 'Evaluation' && model !== 'Comparison') return {}
  return { ...(state === 'done' && { figures: {} }), ...(state === 'failed' && { error: 'It broke.' }) }
}

async function newPair() {
  const [pair] = await createFramePairs(db, projectId, 1)
  if (!pair) throw new Error('The factory made no pair.')
  return pair
}

let taxonomies = 1
const make: { [M in MovingModel]: (state: StateOf<M>) => Promise<{ id: string }> } = {
  TaxonomyVersion: (state) => db.taxonomyVersion.create({ data: { projectId, state, tree: {}, number: ++taxonomies } }),
  Import: (state) => db.import.create({ data: { projectId, state, source: 'a folder' } }),
  ImportItem: (state) => db.importItem.create({ data: { importId: parent.id, state, file: crypto.randomUUID() } }),
  Video: (state) => createVideo(db, { ...of, state }),
  Run: (state) => createRun(db, { projectId, modelVersionId, state }),
  RunVideo: async (state) => {
    const video = await createVideo(db, of)
    return db.runVideo.create({ data: { runId: run.id, videoId: video.id, frameBudget: 4, state } })
  },
  Task: async (state) => createTask(db, await newPair(), { state }),
  Assignment: async (state) => {
    const { id: userId } = await createUser(db)
    const task = await createTask(db, await newPair())
    const given = { taskId: task.id, projectId, userId, taxonomyVersionId: taxonomy.id, leaseUntil: new Date() }
    return db.assignment.create({ data: { ...given, leftSide: 'A', state } })
  },
  Release: async (state) => {
    const number = await db.release.count()
    const facts = { projectId, number, name: `release ${number}`, taxonomyVersionId: taxonomy.id }
    return db.release.create({ data: { ...facts, gates: {}, seed: 1, asOf: new Date(), state } })
  },
  Evaluation: (state) =>
    db.evaluation.create({
      data: { projectId, modelVersionId, truth: 'people', inputsHash: 'x', state, ...outcome('Evaluation', state) },
    }),
  Comparison: async (state) => {
    const other = await createRun(db, { projectId, modelVersionId })
    const [runAId = '', runBId = ''] = [run.id, other.id].sort()
    return db.comparison.create({
      data: {
        projectId,
        runAId,
        runBId,
        truth: 'people',
        inputsHash: 'x',
        state,
        ...outcome('Comparison', state),
      },
    })
  },
  PersonExport: async (state) => {
    const { id } = await createUser(db)
    const now = new Date()
    return db.personExport.create({
      data: { userId: id, requestedBy: id, state, createdAt: now, expiresAt: now },
    })
  },
}

// What is true for each machine does not depend on its model, so the tests do not use the models' types.
type AnyMove = { where: { id: string }; to: string; from?: readonly string[]; data?: object }
const move = transition as unknown as (tx: Tx, machine: Machine, move: AnyMove) => Promise<string[]>
const makeAny = make as Record<string, (state: never) => Promise<{ id: string }>>
const machines = Object.entries<Machine>(MACHINES)

async function made(model: string, state: string): Promise<{ id: string }> {
  const { id } = (await makeAny[model]?.(state as never)) ?? { id: '' }
  return { id }
}

test.each(machines)(
  '[ST1] [ST3] [ST4] [ST5] [ST6] [ST7] [ST8] [ST9] %s moves along its table',
  async (model, machine) => {
    for (const from of statesOf(machine)) {
      for (const to of machine.moves[from] ?? []) {
        const where = await made(model, from)
        const data = outcome(model, to)
        expect(await move(db, machine, { where, from: [from], to, data }), `${from} → ${to}`).toEqual([where.id])
        if (from !== to) expect(await move(db, machine, { where, from: [from], to, data })).toEqual([])
      }
    }
  },
)

test.each(machines)('[ST1] [PP6] [PP7] [QU12] [QU13] %s moves in no other way', async (model, machine) => {
  for (const from of statesOf(machine)) {
    const where = await made(model, from)
    for (const to of statesOf(machine).filter((state) => !canMove(machine, from, state))) {
      await expect(move(db, machine, { where, from: [from], to }), `${from} → ${to}`).rejects.toThrow('cannot change')
      const isReached = statesOf(machine).some((state) => canMove(machine, state, to))
      if (isReached)
        expect(await move(db, machine, { where, to, data: outcome(model, to) }), `${from} → ${to}`).toEqual([])
    }
  }
})

test.each(machines)('[ST1] of movers of one %s at once, one wins', async (model, machine) => {
  for (const from of statesOf(machine)) {
    const ends = (machine.moves[from] ?? []).filter((to) => to !== from)
    if (ends.length === 0) continue
    const where = await made(model, from)
    const movers = Array.from({ length: 6 }, (_, index) => ends[index % ends.length] ?? '')
    const moved = await Promise.all(
      movers.map((to) =>
        db.$transaction((tx) => move(tx, machine, { where, from: [from], to, data: outcome(model, to) })),
      ),
    )
    expect(moved.flat(), `from ${from}`).toEqual([where.id])
  }
})

test('[ST1] so it is where the condition speaks of another table', async () => {
  const { id } = await make.RunVideo('queued')
  const begin = { where: { id, run: { state: 'running' } }, from: ['queued'], to: 'running' } as const
  const begun = await Promise.all(
    Array.from({ length: 6 }, () => db.$transaction((tx) => transition(tx, runVideoMachine, begin))),
  )
  expect(begun.flat()).toEqual([id])
})

test('[ST1] so it is in SQL, with counters in the same statement', async () => {
  const { id } = await make.Assignment('claimed')
  const { set, mayMove } = moveInSql(assignmentMachine, { to: 'released' }, 'held')
  const released = await Promise.all(
    Array.from(
      { length: 6 },
      () =>
        db.$executeRaw`UPDATE "Assignment" AS held SET ${set}, fence = fence + 1 WHERE id = ${id}::uuid AND ${mayMove}`,
    ),
  )
  expect(released.toSorted()).toEqual([0, 0, 0, 0, 0, 1])
  expect(await db.assignment.findUnique({ where: { id } })).toMatchObject({ state: 'released', fence: 2 })
  expect(() => moveInSql(assignmentMachine, { from: ['skipped'], to: 'claimed' })).toThrow('cannot change from skipped')
})

test('[ST1] whoever must move it is told that it changed meanwhile, in their own words where they have some', async () => {
  const { id } = await make.Task('done')
  const close = { where: { id }, to: 'closed' } as const
  await expect(requireTransition(db, taskMachine, close)).rejects.toMatchObject({
    code: 'conflict',
    reason: 'changed-meanwhile',
    message: 'This task changed meanwhile, and nothing was written. Load it again.',
  })
  await expect(requireTransition(db, taskMachine, close, conflict('own', 'In own words.'))).rejects.toThrow('In own')
  expect(await db.task.findUnique({ where: { id } })).toMatchObject({ state: 'done' })
})
