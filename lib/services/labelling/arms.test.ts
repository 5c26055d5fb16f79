import { expect, test } from 'vitest'
import {
  cleanScreenAnswer,
  contextFor,
  createFramePairs,
  createLabellingProject,
  createTask,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { claimNext } from './claim-next'
import { createTasks } from './create-tasks'
import { getAnnotation } from './get-annotation'
import { skipTask } from './skip-task'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()
const FAMILIES = 6
const PAIRS = 2
const ORDER = { kinds: ['frame' as const], asks: 'both' as const, overlap: null, seed: 3 }

type Person = { id: string }

/** Two frame pairs of each of some prompts. */
async function world(settings: Record<string, string | number>): Promise<LabellingProject> {
  const made = await createLabellingProject(db, { tasks: 0, overlap: 2, settings })
  for (let text = 0; text < FAMILIES; text += 1) {
    await createFramePairs(db, made.project.id, PAIRS, { text: `Scene ${text}` })
  }
  return made
}

async function make({ project, admin }: LabellingProject) {
  await createTasks({ ctx: contextFor(db, admin), input: { projectId: project.id, ...ORDER } })
}

async function claim({ project }: LabellingProject, person: Person) {
  const ctx = contextFor(db, person)
  const { assignment } = await claimNext({ ctx, input: { projectId: project.id, exclude: [] } })
  if (!assignment) return null
  const row = await db.assignment.findUniqueOrThrow({
    where: { id: assignment.id },
    include: { task: { include: { pair: { include: { prompt: true } } } } },
  })
  return { ctx, assignment, row, family: row.task.pair.prompt.text }
}

async function mustClaim(...given: Parameters<typeof claim>) {
  const claimed = await claim(...given)
  if (!claimed) throw new Error('nothing was handed out')
  return claimed
}

type Claimed = Awaited<ReturnType<typeof mustClaim>>

function hold({ assignment: { id, fence } }: Claimed) {
  return { assignmentId: id, fence }
}

/** Everything that is left for the person, skipped one by one. */
async function claimAll(given: LabellingProject, person: Person): Promise<Claimed[]> {
  const got: Claimed[] = []
  for (;;) {
    const claimed = await claim(given, person)
    if (!claimed) return got
    got.push(claimed)
    await skipTask({ ctx: claimed.ctx, input: { ...hold(claimed), reason: 'next' } })
  }
}

async function submit(claimed: Claimed) {
  const answer = cleanScreenAnswer(claimed.row.task.pair)
  const input = { ...hold(claimed), operationId: crypto.randomUUID(), answer, activeMs: 1000 }
  return submitAnnotation({ ctx: claimed.ctx, input })
}

test('[QU4] [QU17] however the settings change between claims, no hidden clip was shown with proposals to the same person', async () => {
  const made = await world({ hiddenShare: 0.5, holdoutShare: 0.3, overlap: 4 })
  await make(made)
  const people = [made.admin, made.reviewer, ...made.annotators]
  const arms = new Map<string, Set<string>>()
  for (let turn = 0; turn < FAMILIES * PAIRS; turn += 1) {
    for (const [place, person] of people.entries()) {
      const settings = { hiddenShare: (turn + place) % 2, holdoutShare: 0.3, overlap: 4 }
      await db.project.update({ where: { id: made.project.id }, data: { settings } })
      const claimed = await mustClaim(made, person)
      const { arm, task } = claimed.row
      expect(claimed.assignment.arm).toBe(arm)
      if (task.holdout) expect(arm).toBe('hide')
      const key = `${person.id} ${claimed.family}`
      arms.set(key, (arms.get(key) ?? new Set()).add(arm))
      await skipTask({ ctx: claimed.ctx, input: { ...hold(claimed), reason: 'next' } })
    }
  }
  expect(arms.size).toBe(people.length * FAMILIES)
  expect([...arms.values()].filter((own) => own.size > 1)).toEqual([])
  const ofFamily = (text: string) => new Set([...arms].flatMap(([key, own]) => (key.endsWith(text) ? [...own] : [])))
  const mixed = Array.from({ length: FAMILIES }, (_, text) => ofFamily(` Scene ${text}`)).filter(({ size }) => size > 1)
  expect(mixed.length).toBeGreaterThan(0)
})

test('[QU22] what hides is not given to somebody who got the proposals, unless nothing else is left', async () => {
  const made = await createLabellingProject(db, { tasks: 0, settings: { hiddenShare: 0, holdoutShare: 0 } })
  const [ann, bob] = made.annotators
  const pairs = await createFramePairs(db, made.project.id, 2, { text: 'One' })
  const [other] = await createFramePairs(db, made.project.id, 1, { text: 'Two' })
  const [first, second] = pairs
  if (!first || !second || !other) throw new Error('three pairs')
  const shown = await createTask(db, first, { arm: 'show', priority: 3 })
  const hidden = await createTask(db, second, { arm: 'hide', holdout: true, priority: 2 })
  const elsewhere = await createTask(db, other, { arm: null, priority: 1 })
  expect((await claimAll(made, ann)).map(({ row }) => row.taskId)).toEqual([shown.id, elsewhere.id, hidden.id])
  await db.task.update({ where: { id: hidden.id }, data: { priority: 4 } })
  const inOrder: string[] = []
  for (const clean of [true, false]) {
    const claimed = await mustClaim(made, bob)
    inOrder.push(claimed.row.taskId)
    await submit(claimed)
    const { arm, sawProposals } = await db.assignment.findUniqueOrThrow({ where: { id: claimed.row.id } })
    expect([arm, sawProposals]).toEqual([clean ? 'hide' : 'show', false])
  }
  expect(inOrder).toEqual([hidden.id, shown.id])
})

test('[QU22] an answer without proposals by somebody who got them elsewhere is noted', async () => {
  const made = await world({ hiddenShare: 0, holdoutShare: 0 })
  await make(made)
  const [ann] = made.annotators
  await claimAll(made, ann)
  const { id: pairId } = (await createFramePairs(db, made.project.id, 1, { text: 'scene  0' }))[0] ?? { id: '' }
  const pair = await db.pair.findUniqueOrThrow({ where: { id: pairId } })
  await createTask(db, pair, { arm: 'hide' })
  const left = await mustClaim(made, ann)
  await submit(left)
  const { arm, sawProposals } = await db.assignment.findUniqueOrThrow({ where: { id: left.row.id } })
  expect([arm, sawProposals]).toEqual(['hide', true])
})

test('[QU4] who reviews an answer that was given with proposals has got them; who reviews one without has not', async () => {
  const made = await world({ hiddenShare: 0, holdoutShare: 0 })
  await make(made)
  const [ann] = made.annotators
  const shown = await mustClaim(made, ann)
  const { annotationId } = await submit(shown)
  await db.project.update({ where: { id: made.project.id }, data: { settings: { hiddenShare: 1, holdoutShare: 0 } } })
  const open = () =>
    getAnnotation({
      ctx: contextFor(db, made.reviewer),
      input: { projectId: made.project.id, annotationId },
    })
  await open()
  await open()
  const arms = await claimAll(made, made.reviewer)
  expect(new Set(arms.map(({ family, row }) => `${family === shown.family} ${row.arm}`))).toEqual(
    new Set(['true show', 'false hide']),
  )
})
