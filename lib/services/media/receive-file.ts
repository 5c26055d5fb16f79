import { z } from 'zod'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { mediaKeys } from './keys'

export const ReceiveFile = z.object({
  projectId: z.uuid(),
  importId: z.uuid(),
  /** Path relative to the manifest, with forward slashes. */
  file: z.string().min(1).max(1000),
  /** The complete bytes on this machine; the file is moved away. */
  localPath: z.string().min(1),
})
export type ReceiveFile = z.infer<typeof ReceiveFile>

function cleanPath(file: string): string {
  const clean = file
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .normalize('NFC')
  if (clean.startsWith('/') || clean.split('/').includes('..')) {
    throw invalid('file-path', `"${file}" leaves the folder that is imported; only files inside it can come along.`)
  }
  return clean
}

/** Takes one complete file into an open import. */
export async function receiveFile({ ctx, input }: Verb<ReceiveFile>): Promise<{ importItemId: string }> {
  const { projectId, importId, localPath, ...given } = ReceiveFile.parse(input)
  const file = cleanPath(given.file)
  await requireAbility(ctx.db, ctx, projectId, 'media.manage')
  const stagedKey = mediaKeys.staged(importId)
  const item = await withTransaction(ctx, async (tx) => {
    const opened = await tx.import.findFirst({ where: { id: importId, projectId } })
    if (!opened) throw notFound('import')
    if (opened.state !== 'open')
      throw conflict('import-started', 'This import has begun; open a new one for more files.')
    const [created] = await tx.importItem.createManyAndReturn({
      data: [{ importId, file, stagedKey }],
      skipDuplicates: true,
    })
    if (!created) throw conflict('file-twice', `"${file}" was received before in this import.`)
    return created
  })
  await ctx.storage.adopt(localPath, stagedKey)
  return { importItemId: item.id }
}
