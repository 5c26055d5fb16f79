import { jobs } from '@/lib/contracts/jobs'
import { type FileMatch, importItemMachine, type ManifestRow } from '@/lib/domain/media'
import { startsAs } from '@/lib/domain/shared'
import type { Tx } from '@/lib/platform/db'
import { enqueueAll } from '@/lib/platform/queue'
import { transition } from '@/lib/platform/transition'

export type ReceivedItem = { id: string; file: string; stagedKey: string | null }
type Ending = { file: string; state: 'refused' | 'missing' | 'unlisted'; reason: string }

const BATCH = 2000

function batchesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  )
}

function endingsOf(match: FileMatch): Ending[] {
  return [
    ...[...match.refused, ...match.badRows].map((entry): Ending => ({ ...entry, state: 'refused' })),
    ...match.unlisted.map((entry): Ending => ({ ...entry, state: 'unlisted' })),
    ...match.missing.map((entry): Ending => ({ ...entry, state: 'missing' })),
  ]
}

/**
 * Enqueues accepted files for the worker and records how all others ended.
 * @returns staged bytes that are no longer needed
 */
export async function recordMatch(
  tx: Tx,
  importId: string,
  items: readonly ReceivedItem[],
  match: FileMatch,
): Promise<string[]> {
  const byFile = new Map(items.map((item) => [item.file, item]))
  const unsent: Ending[] = []
  const accepted: { id: string; row: ManifestRow }[] = []
  for (const { file, row } of match.accepted) {
    const item = byFile.get(file)
    if (!item) {
      unsent.push({ file, state: 'missing', reason: `"${file}" is in the folder, but was not sent.` })
      continue
    }
    accepted.push({ id: item.id, row })
  }
  for (const batch of batchesOf(accepted)) {
    await tx.$executeRaw`
      UPDATE "ImportItem" AS item SET row = given.row
      FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) AS given(id uuid, row jsonb) WHERE item.id = given.id`
  }
  await enqueueAll(
    tx,
    jobs.ingestFile,
    accepted.map(({ id }) => ({ importItemId: id })),
  )
  const dropped: string[] = []
  for (const ending of endingsOf(match)) {
    const item = byFile.get(ending.file)
    const { state, reason } = ending
    if (!item || state === 'missing') {
      unsent.push(ending)
      continue
    }
    // A file that a deletion has ended in the meantime does not change.
    const data = { reason, stagedKey: null }
    await transition(tx, importItemMachine, { where: { id: item.id }, from: ['waiting'], to: state, data })
    if (item.stagedKey) dropped.push(item.stagedKey)
  }
  for (const batch of batchesOf(unsent)) {
    const data = batch.map(({ file, state, reason }) => {
      return { importId, file, reason, state: startsAs(importItemMachine, state) }
    })
    await tx.importItem.createMany({ data, skipDuplicates: true })
  }
  return dropped
}
