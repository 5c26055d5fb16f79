import { text } from 'node:stream/consumers'
import { type FileMatch, importMachine, matchByManifest, matchByName, readLeftOut } from '@/lib/domain/media'
import { audit, type Context, type Verb } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { AppError } from '@/lib/platform/errors'
import { transition } from '@/lib/platform/transition'
import { closeImportIfDone } from './import-progress'
import { dropStaged } from './keys'
import { manifestFormat, parseManifest } from './parse-manifest'
import { recordMatch } from './record-match'

/** A hundred thousand rows take some seconds to write. */
const MATCHING = { timeout: 10 * 60_000 }

type Tables = { manifestKey: string | null; manifestName: string | null; leftOutKey: string | null }

async function readTable(ctx: Context, key: string | null): Promise<string | null> {
  return key === null ? null : text(ctx.storage.read(key))
}

/** How an import is to be matched, its tables read. @throws AppError invalid when the manifest cannot be read as a whole */
async function readTables(ctx: Context, { manifestKey, manifestName, leftOutKey }: Tables) {
  const manifest = await readTable(ctx, manifestKey)
  const reading = manifest === null ? null : parseManifest(manifestFormat(manifestName ?? ''), manifest)
  const leftOut = readLeftOut((await readTable(ctx, leftOutKey)) ?? '')
  return (received: readonly string[]): FileMatch => {
    const files = [...new Set([...received, ...leftOut])]
    return reading ? matchByManifest(files, reading) : matchByName(files)
  }
}

/** Opens an import that cannot be matched again, with the reason. */
async function reopen(ctx: Context, importId: string, problem: string): Promise<void> {
  await transition(ctx.db, importMachine, { where: { id: importId }, to: 'open', data: { problem } })
}

async function begin(tx: Tx, ctx: Context, importId: string, matchOf: (received: readonly string[]) => FileMatch) {
  const begun = await transition(tx, importMachine, {
    where: { id: importId },
    to: 'working',
    data: { manifestKey: null, leftOutKey: null },
  })
  if (begun.length === 0) return []
  const items = await tx.importItem.findMany({
    where: { importId },
    select: { id: true, file: true, stagedKey: true },
  })
  const match = matchOf(items.map(({ file }) => file))
  const dropped = await recordMatch(tx, importId, items, match)
  await closeImportIfDone(tx, importId)
  const { projectId } = await tx.import.findUniqueOrThrow({ where: { id: importId }, select: { projectId: true } })
  await audit(tx, ctx, {
    projectId,
    verb: 'import.match',
    entityId: importId,
    difference: Object.fromEntries(Object.entries(match).map(([kind, entries]) => [kind, entries.length])),
  })
  return dropped
}

/**
 * Matches the received files of a started import with its manifest (or their names) and enqueues them: all of them or
 * none. If the manifest as a whole cannot be read, the import is open again, with the reason.
 */
export async function matchImport({ ctx, input: { importId } }: Verb<{ importId: string }>): Promise<void> {
  const found = await ctx.db.import.findUnique({ where: { id: importId } })
  if (found?.state !== 'matching') return
  let matchOf: (received: readonly string[]) => FileMatch
  try {
    matchOf = await readTables(ctx, found)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return reopen(ctx, importId, error.message)
  }
  const dropped = await ctx.db.$transaction((tx) => begin(tx, ctx, importId, matchOf), MATCHING)
  await dropStaged(ctx, [...dropped, found.manifestKey, found.leftOutKey])
}

/** Ends a matching that failed again and again. */
export function giveUpMatching({ ctx, input: { importId } }: Verb<{ importId: string }>): Promise<void> {
  return reopen(
    ctx,
    importId,
    'The files could not be matched. Try again, and tell an admin of the server if it happens again.',
  )
}
