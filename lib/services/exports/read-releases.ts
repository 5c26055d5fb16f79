import type { z } from 'zod'
import { ProjectPage } from '@/lib/contracts/http/common'
import { InRelease, ListReleaseFiles, type ReleaseFile, type ReleaseView } from '@/lib/contracts/http/exports'
import { type Manifest, type ManifestFile, renderManifest } from '@/lib/domain/exports'
import type { Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { signMediaUrl, viewerOf } from '@/lib/platform/media-url'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { requireAbility } from '@/lib/services/accounts'
import { countsOf, gatesOf, manifestOf } from './stored'

type ReleaseRow = Prisma.ReleaseGetPayload<object>

export function toReleaseView(row: ReleaseRow): ReleaseView {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    state: row.deletingAt ? 'deleting' : row.state,
    progress: row.progress,
    gates: gatesOf(row),
    marks: row.marks,
    seed: row.seed,
    counts: countsOf(row),
    manifestSha256: row.manifestSha256,
    error: withoutServerPaths(row.error),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

export async function getRelease({ ctx, input }: Verb<InRelease>): Promise<ReleaseView> {
  const { projectId, releaseId } = InRelease.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'exports.read')
  const row = await ctx.db.release.findFirst({ where: { id: releaseId, projectId } })
  if (!row) throw notFound('release')
  return toReleaseView(row)
}

export async function listReleases({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: ReleaseView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'exports.read')
  const rows = await ctx.db.release.findMany({
    where: { projectId, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, toReleaseView)
}

type File = z.infer<typeof ReleaseFile> & { url: string }

function isPicture({ path }: ManifestFile): boolean {
  return path.includes('/images/')
}

/** What a person looks for comes first: there are thousands of pictures. */
function listed({ manifestSha256 }: ReleaseRow, manifest: Manifest | null): ManifestFile[] {
  if (!manifest || !manifestSha256) return []
  const bytes = Buffer.byteLength(renderManifest(manifest))
  return [
    { path: 'manifest.json', sha256: manifestSha256, bytes, rows: null },
    ...manifest.files.filter((file) => !isPicture(file)),
    ...manifest.files.filter(isPicture),
  ]
}

/** The files of a ready release: the manifest, then the others in its order, pictures last. The cursor counts them. */
export async function listReleaseFiles({
  ctx,
  input,
}: Verb<ListReleaseFiles>): Promise<{ items: File[]; nextCursor: string | null }> {
  const { projectId, releaseId, cursor, limit } = ListReleaseFiles.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'exports.read')
  const row = await ctx.db.release.findFirst({ where: { id: releaseId, projectId } })
  if (!row) throw notFound('release')
  const files = listed(row, manifestOf(row))
  const start = Math.max(0, Number(cursor ?? 0) || 0)
  const items = files.slice(start, start + limit).map((file) => ({
    ...file,
    url: signMediaUrl(`${row.storagePrefix}/${file.path}`, 'application/octet-stream', viewerOf(ctx)),
  }))
  return { items, nextCursor: start + limit < files.length ? String(start + limit) : null }
}
