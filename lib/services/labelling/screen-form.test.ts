import { expect, test } from 'vitest'
import { cleanAnswer, cleanScreenAnswer, contextFor, createLabellingProject } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { withKept } from '@/tests/support/kept-assignment'
import { getAssignment } from './assignment-view'
import { claimNext } from './claim-next'
import { saveDraft } from './save-draft'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()
const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 }

/** A claim as the version before made it, or as it is made now. */
async function claimed(toldSides: boolean) {
  const world = await createLabellingProject(db, { tasks: 1, overlap: 1, settings: { mustWatch: true } })
  const [pair] = world.pairs
  if (!pair) throw new Error('no pair')
  const ctx = contextFor(db, world.annotators[0])
  const { assignment } = await claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } })
  if (!assignment) throw new Error('nothing was handed out')
  await db.assignment.update({ where: { id: assignment.id }, data: { toldSides } })
  const { leftSide } = await withKept(db, assignment)
  return { ctx, pair, leftSide, hold: { assignmentId: assignment.id, fence: assignment.fence } }
}

/** The form in the journal of the version before: sides A and B, ids as stored. */
function oldAnswer(pair: Parameters<typeof cleanAnswer>[0]) {
  const { clean } = cleanAnswer(pair)
  const mark = {
    id: crypto.randomUUID(),
    side: 'A' as const,
    frameIndex: 0,
    ptsUs: 0,
    labelKey: 'extra_limbs',
    box: BOX,
  }
  const marks = [{ ...mark, proposalId: null, trackId: null, interpolated: false }]
  return cleanAnswer(pair, { preference: 'B', marks, clean: clean.filter(({ side }) => side === 'B') })
}
const work = {
  seen: { A: [[0, 0] as [number, number]], B: [[0, 0] as [number, number]] },
  phaseMs: { look: 1, mark: 2, check: 3 },
}

test('[SV16] what a browser kept since the version before is taken and gives the same rows', async () => {
  const { ctx, pair, leftSide, hold } = await claimed(true)
  const answer = oldAnswer(pair)
  await saveDraft({ ctx, input: { ...hold, revision: 0, draft: answer, activeMs: 5, work } })
  const stored = await db.assignment.findUniqueOrThrow({ where: { id: hold.assignmentId } })
  expect([stored.draft, stored.work]).toEqual([answer, work])
  const view = await getAssignment({ ctx, input: { assignmentId: hold.assignmentId } })
  const marked = leftSide === 'A' ? 'left' : 'right'
  expect(view.draft.marks.map(({ side }) => side)).toEqual([marked])
  expect(view.draft.preference).toBe(marked === 'left' ? 'right' : 'left')
  const submission = { ...hold, operationId: crypto.randomUUID(), answer, activeMs: 9, work }
  const { annotationId } = await submitAnnotation({ ctx, input: submission })
  const include = { marks: true, verdicts: true } as const
  const annotation = await db.annotation.findUniqueOrThrow({ where: { id: annotationId }, include })
  expect(annotation).toMatchObject({ preference: 'B', marks: [{ side: 'A' }], verdicts: [{ side: 'B' }], lookMs: 1 })
})

test('[SV16] on a claim of this version the old form is refused: it would tell which clip is A', async () => {
  const { ctx, pair, hold } = await claimed(false)
  const save = { ...hold, revision: 0, activeMs: 5 }
  const refused = { code: 'invalid', reason: 'old-answer' }
  await expect(saveDraft({ ctx, input: { ...save, draft: oldAnswer(pair) } })).rejects.toMatchObject(refused)
  const hidden = { ...save, draft: cleanScreenAnswer(pair), work }
  await expect(saveDraft({ ctx, input: hidden })).rejects.toMatchObject(refused)
  const submission = { ...hold, operationId: crypto.randomUUID(), answer: oldAnswer(pair), activeMs: 9 }
  await expect(submitAnnotation({ ctx, input: submission })).rejects.toMatchObject(refused)
  expect(await db.assignment.findUnique({ where: { id: hold.assignmentId } })).toMatchObject({ draft: null })
})

test('[AN17] a name that the server never gave is refused, and the refusal names no id', async () => {
  const { ctx, pair, hold } = await claimed(false)
  const proposals = [{ proposalId: `${'x'.repeat(21)}A`, outcome: 'rejected' as const }]
  const answer = { ...cleanScreenAnswer(pair), proposals }
  const seen = { left: [[0, 0] as [number, number]], right: [[0, 0] as [number, number]] }
  const sent = { operationId: crypto.randomUUID(), answer, activeMs: 5, work: { ...work, seen } }
  const error = await submitAnnotation({ ctx, input: { ...hold, ...sent } }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining('does not belong to this task') })
  expect(String(error)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
})
