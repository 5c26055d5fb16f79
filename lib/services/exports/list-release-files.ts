import type { z } from 'zod'
import { ListReleaseFiles, type ReleaseFile } from '@/lib/contracts/http/exports'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { signMediaUrl } from '@/lib/platform/media-url'
import { requireAbility } from '@/lib/services/accounts'
import { manifestOf } from './internal'

type File = z.infer<typeof ReleaseFile> & { url: string }

/** The files of a ready release in the manifest's order; the cursor counts them. */
export async function listReleaseFiles({
  ctx,
  input,
}: Verb<ListReleaseFiles>): Promise<{ items: File[]; nextCursor: string | null }> {
  const { projectId, releaseId, cursor, limit } = ListReleaseFiles.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'exports.read')
  const row = await ctx.db.release.findFirst({ where: { id: releaseId, projectId } })
  if (!row) throw notFound('release')
  const files = manifestOf(row)?.files ?? []
  const start = Math.max(0, Number(cursor ?? 0) || 0)
  const items = files.slice(start, start + limit).map((file) => ({
    ...file,
    url: signMediaUrl(`${row.storagePrefix}/${file.path}`, 'application/octet-stream', ctx.now()),
  }))
  return { items, nextCursor: start + limit < files.length ? String(start + limit) : null }
}
