import { MAX_TABLE_BYTES } from '@/lib/contracts/http/media'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import { AppError, invalid } from '@/lib/platform/errors'
import { dropStaged, mediaKeys } from './keys'
import { assertOpen, expectFile, ReceiveFile } from './receive-file'

type Table = { projectId: string; importId: string; kind: 'manifest' | 'left-out'; file: string }

/** @throws AppError when a table of so many bytes would not be taken */
export function requireTable(kind: Table['kind'], file: string, sizeBytes: number): void {
  if (kind === 'manifest' && !/\.(csv|jsonl)$/i.test(file))
    throw invalid('manifest-format', 'A manifest must be a .csv or .jsonl file.')
  if (sizeBytes > MAX_TABLE_BYTES) {
    const message = `A manifest, or a list of names, may have ${MAX_TABLE_BYTES / 1024 ** 2} MiB at most; import in parts.`
    throw new AppError('too-large', 'table-size', message)
  }
}

/** @returns the key of the table that was there before */
function noteTable(ctx: Context, { projectId, importId, kind, file }: Table, key: string): Promise<string | null> {
  return withTransaction(ctx, async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Import" WHERE id = ${importId}::uuid FOR UPDATE`
    await assertOpen(tx, projectId, importId)
    const { manifestKey, leftOutKey } = await tx.import.findUniqueOrThrow({ where: { id: importId } })
    const data = kind === 'manifest' ? { manifestKey: key, manifestName: file, problem: null } : { leftOutKey: key }
    await tx.import.update({ where: { id: importId }, data })
    return kind === 'manifest' ? manifestKey : leftOutKey
  })
}

/** Takes the manifest of an open import, or the names of files that stay at home; a later one replaces it. */
export async function receiveTable({ ctx, input }: Verb<ReceiveFile>): Promise<void> {
  const { localPath, kind, ...place } = ReceiveFile.parse(input)
  if (kind === 'clip') throw new TypeError('A clip is not a table.')
  await expectFile({ ctx, input: { ...place, kind } })
  const key = mediaKeys.staged(place.importId)
  await ctx.storage.adopt(localPath, key)
  try {
    requireTable(kind, place.file, (await ctx.storage.size(key)) ?? 0)
    const before = await noteTable(ctx, { ...place, kind }, key)
    await dropStaged(ctx, [before])
  } catch (error) {
    await ctx.storage.remove(key)
    throw error
  }
}
