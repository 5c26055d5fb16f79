import { z } from 'zod'
import { UploadMetadata } from '@/lib/contracts/http/media'
import { filePathKey, isAbsolutePath } from '@/lib/domain/media'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Db, Tx } from '@/lib/platform/db'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { mediaKeys } from './keys'

export const ReceiveFile = UploadMetadata.extend({
  /** The complete bytes on this machine; the file is moved away. */
  localPath: z.string().min(1),
})
export type ReceiveFile = z.input<typeof ReceiveFile>

function receivedKey(file: string): string {
  if (isAbsolutePath(file)) {
    throw invalid('file-path', `"${file}" is an absolute path; name files relative to the manifest.`)
  }
  return filePathKey(file)
}

export async function assertOpen(db: Db | Tx, projectId: string, importId: string): Promise<void> {
  const opened = await db.import.findFirst({ where: { id: importId, projectId }, select: { state: true } })
  if (!opened) throw notFound('import')
  if (opened.state !== 'open')
    throw conflict('import-started', 'This import has already started; open a new one for more files.')
}

function receivedTwice(file: string) {
  return conflict('file-twice', `"${file}" was received before in this import.`)
}

/**
 * Checks before the upload whether `receiveFile` would accept the file.
 * @throws AppError conflict when the import has started or has this file
 */
export async function expectFile({ ctx, input }: Verb<UploadMetadata>): Promise<void> {
  const { projectId, importId, file, kind } = UploadMetadata.parse(input)
  const key = receivedKey(file)
  await requireAbility(ctx.db, ctx, projectId, 'media.manage')
  await assertOpen(ctx.db, projectId, importId)
  if (kind !== 'clip') return
  if (await ctx.db.importItem.findUnique({ where: { importId_file: { importId, file: key } }, select: { id: true } })) {
    throw receivedTwice(key)
  }
}

function insertItem(ctx: Context, { projectId, importId, file }: UploadMetadata, stagedKey: string): Promise<string> {
  return withTransaction(ctx, async (tx) => {
    // Shared with other files, but not with the start: no file slips in behind the matching.
    await tx.$queryRaw`SELECT id FROM "Import" WHERE id = ${importId}::uuid FOR SHARE`
    await assertOpen(tx, projectId, importId)
    const [created] = await tx.importItem.createManyAndReturn({
      data: [{ importId, file, stagedKey }],
      skipDuplicates: true,
    })
    if (!created) throw receivedTwice(file)
    return created.id
  })
}

/** Takes one complete file into an open import. The bytes come first, the row last: a row always has its bytes. */
export async function receiveFile({ ctx, input }: Verb<ReceiveFile>): Promise<{ importItemId: string }> {
  const { localPath, ...given } = ReceiveFile.parse(input)
  const metadata = { ...given, file: receivedKey(given.file) }
  await expectFile({ ctx, input: metadata })
  const stagedKey = mediaKeys.staged(metadata.importId)
  await ctx.storage.adopt(localPath, stagedKey)
  try {
    return { importItemId: await insertItem(ctx, metadata, stagedKey) }
  } catch (error) {
    await ctx.storage.remove(stagedKey)
    throw error
  }
}
