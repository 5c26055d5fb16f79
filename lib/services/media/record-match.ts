import { jobs } from '@/lib/contracts/jobs'
import type { FileMatch } from '@/lib/domain/media'
import type { Prisma, Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'

export type ReceivedItem = { id: string; file: string; stagedKey: string | null }
type Ending = { file: string; state: 'refused' | 'missing' | 'unlisted'; reason: string }

function endingsOf(match: FileMatch): Ending[] {
  return [
    ...[...match.refused, ...match.badRows].map((entry): Ending => ({ ...entry, state: 'refused' })),
    ...match.unlisted.map((entry): Ending => ({ ...entry, state: 'unlisted' })),
    ...match.missing.map((entry): Ending => ({ ...entry, state: 'missing' })),
  ]
}

/** Hands accepted files to the worker and notes how all others ended. @returns staged bytes that nobody needs any more */
export async function recordMatch(
  tx: Tx,
  importId: string,
  items: readonly ReceivedItem[],
  match: FileMatch,
): Promise<string[]> {
  const byFile = new Map(items.map((item) => [item.file, item]))
  const unsent: Ending[] = []
  for (const { file, row } of match.accepted) {
    const item = byFile.get(file)
    if (!item) {
      unsent.push({ file, state: 'missing', reason: `"${file}" is in the folder, but was not sent.` })
      continue
    }
    await tx.importItem.update({ where: { id: item.id }, data: { row: row as Prisma.InputJsonObject } })
    await enqueue(tx, jobs.ingestFile, { importItemId: item.id })
  }
  const dropped: string[] = []
  for (const ending of endingsOf(match)) {
    const item = byFile.get(ending.file)
    if (!item) {
      unsent.push(ending)
      continue
    }
    const { state, reason } = ending
    await tx.importItem.update({ where: { id: item.id }, data: { state, reason, stagedKey: null } })
    if (item.stagedKey) dropped.push(item.stagedKey)
  }
  await tx.importItem.createMany({ data: unsent.map((ending) => ({ importId, ...ending })), skipDuplicates: true })
  return dropped
}
