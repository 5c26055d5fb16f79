import { createHash } from 'node:crypto'
import type { ComparedAnswer } from '@/lib/domain/agreement'
import type { Side } from '@/lib/domain/labelling'
import type { Db, Tx } from '@/lib/platform/db'
import { countedAnswers } from '@/lib/services/labelling'
import type { CarriedTaxonomy } from '@/lib/services/taxonomy'

/** The answers that the report compares: as first submitted, and after review. */
const COMPARED = ['first', 'current'] as const
type Compared = (typeof COMPARED)[number]

type AnswerRow = Omit<ComparedAnswer, 'named' | 'nameable'> & { taxonomyVersionId: string }
export type AnswerRows = Record<Compared, AnswerRow[]>

function loadRows(db: Db | Tx, projectId: string, which: Compared): Promise<AnswerRow[]> {
  return db.$queryRaw<AnswerRow[]>`
    SELECT id AS "annotationId", "annotatorId", "pairId", asks::text AS asks, preference::text AS preference,
      "leftSide"::text AS "leftSide", "activeMs", "taxonomyVersionId"
    FROM (${countedAnswers({ projectId, which })}) AS answer ORDER BY id`
}

export async function loadAnswerRows(db: Db | Tx, projectId: string): Promise<AnswerRows> {
  return { first: await loadRows(db, projectId, 'first'), current: await loadRows(db, projectId, 'current') }
}

/** Identifies the inputs: annotations are immutable, so their ids are enough. */
export function inputsHashOf(answers: AnswerRows, version: string): string {
  const hash = createHash('sha256').update(version)
  for (const compared of COMPARED) {
    hash.update(`\n${compared}:`)
    for (const { annotationId } of answers[compared]) hash.update(annotationId)
  }
  return hash.digest('hex')
}

type Named = { annotationId: string; side: Side; labelKey: string }

/** The labels of every answer, in those of the taxonomy version. Source: docs/spec/counted-answers.md [CO4] */
export async function withLabels(
  db: Db | Tx,
  answers: AnswerRows,
  { carry, nameableUnder }: CarriedTaxonomy,
): Promise<Record<Compared, ComparedAnswer[]>> {
  const ids = [...new Set(COMPARED.flatMap((compared) => answers[compared].map(({ annotationId }) => annotationId)))]
  const named = await db.$queryRaw<Named[]>`
    SELECT DISTINCT "annotationId", side::text AS side, "labelKey" FROM "Mark" WHERE "annotationId" = ANY(${ids}::uuid[])`
  const keysOf = new Map<string, string[]>()
  for (const { annotationId, side, labelKey } of named) {
    const key = `${annotationId}:${side}`
    keysOf.set(key, [...(keysOf.get(key) ?? []), labelKey])
  }
  function toCompared({ taxonomyVersionId, ...answer }: AnswerRow): ComparedAnswer {
    const namedOn = (side: Side) =>
      (keysOf.get(`${answer.annotationId}:${side}`) ?? []).flatMap((key) => carry(taxonomyVersionId, key) ?? [])
    return { ...answer, named: { A: namedOn('A'), B: namedOn('B') }, nameable: nameableUnder(taxonomyVersionId) }
  }
  return { first: answers.first.map(toCompared), current: answers.current.map(toCompared) }
}
