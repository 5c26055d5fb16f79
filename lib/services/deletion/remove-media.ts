import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import type { Context, Verb } from '@/lib/platform/context'
import { type Tx, withMediaRemoval } from '@/lib/platform/db'

const Input = jobs.removeMedia.payload
export type RemoveMedia = z.infer<typeof Input>

/** Any project: two share the objects of one content. A refused clip has none. */
async function isNeeded(tx: Tx, sha256: string | null): Promise<boolean> {
  if (sha256 === null) return false
  const video = await tx.video.findFirst({ where: { sha256, state: { not: 'refused' } }, select: { id: true } })
  if (video) return true
  const state = { in: ['waiting' as const, 'probing' as const] }
  return (await tx.importItem.findFirst({ where: { sha256, state }, select: { id: true } })) !== null
}

const aside = (key: string) => `removed/${key}`

async function move({ storage }: Context, from: string, to: string): Promise<void> {
  if ((await storage.size(from)) !== null) await storage.adopt(await storage.localPath(from), to)
}

/**
 * Removes media objects that no row refers to any more, never during a backup. They are first moved aside and checked
 * again: if an import of the same content found them in the meantime, they are moved back.
 * Source: docs/spec/deletion.md [DE10]
 * @throws BackupRunningError while a backup runs
 */
export async function removeMedia({ ctx, input }: Verb<RemoveMedia>): Promise<void> {
  const { sha256, keys, folders } = Input.parse(input)
  await withMediaRemoval(ctx.db, async (tx) => {
    const isWanted = await isNeeded(tx, sha256)
    if (!isWanted) for (const key of keys) await move(ctx, key, aside(key))
    if (isWanted || (await isNeeded(tx, sha256))) {
      for (const key of keys) await move(ctx, aside(key), key)
      return
    }
    for (const key of keys) await ctx.storage.remove(aside(key))
    for (const folder of folders) await ctx.storage.removeFolder(folder)
  })
}
