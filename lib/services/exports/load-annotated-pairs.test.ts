import { expect, test } from 'vitest'
import { reviewAnnotation } from '@/lib/services/labelling'
import { loadCarriedTaxonomy } from '@/lib/services/taxonomy'
import {
  cleanAnswer,
  cleanScreenAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { loadAnnotatedPairs } from './load-annotated-pairs'

const { db } = await testDatabase()

test('[CO3] a pair has the answers that stand as of then: corrected ones as corrected, none where they were sent back', async () => {
  const world = await createLabellingProject(db, { tasks: 2, overlap: 1 })
  const projectId = world.project.id
  const taxonomy = await loadCarriedTaxonomy(db, world.taxonomy.id)
  const author = world.annotators[0]
  const given = new Date(Date.now() - 60_000)
  const ids: string[] = []
  for (const [place, task] of world.tasks.entries()) {
    const pair = world.pairs[place]
    if (!pair) throw new Error('a pair for each task')
    const facts = { task, userId: author.id, taxonomyVersionId: world.taxonomy.id, createdAt: given }
    ids.push((await createAnnotation(db, { ...facts, answer: cleanAnswer(pair) })).annotation.id)
  }
  const load = async (asOf: Date) => {
    const pairs = await loadAnnotatedPairs(db, { projectId, asOf }, taxonomy)
    return pairs.map(({ annotations }) => annotations.map((each) => [each.annotatorId, each.kind, each.preference]))
  }
  const original = [author.id, 'original', 'tie_good']
  expect(await load(new Date(given.getTime() - 1))).toEqual([])
  expect(await load(new Date())).toEqual([[original], [original]])
  const ctx = contextFor(db, world.reviewer)
  const review = { projectId, comment: 'Look again.' }
  const [pair] = world.pairs
  const [first = '', second = ''] = ids
  if (!pair) throw new Error('no pair')
  const answer = cleanScreenAnswer(pair, { preference: 'left' })
  const corrected = { ...review, annotationId: first, verdict: 'correct' as const, answer }
  await reviewAnnotation({ ctx, input: { ...corrected, operationId: crypto.randomUUID() } })
  const returned = { ...review, annotationId: second, verdict: 'return' as const, answer: null }
  await reviewAnnotation({ ctx, input: { ...returned, operationId: crypto.randomUUID() } })
  expect(await load(new Date())).toEqual([[[author.id, 'correction', 'A']], []])
  // Whether an assignment is submitted is known only as of now.
  expect(await load(given)).toEqual([[original], []])
})
