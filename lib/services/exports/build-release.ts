import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import {
  type CanonicalPair,
  type Manifest,
  planRelease,
  ReleaseProblemsError,
  releaseMachine,
} from '@/lib/domain/exports'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { hashSecret } from '@/lib/platform/secrets'
import { storable } from '@/lib/platform/stored'
import { transition } from '@/lib/platform/transition'
import type { MediaTools } from '@/lib/services/media'
import { loadCarriedTaxonomy } from '@/lib/services/taxonomy'
import { cacheFrames } from './frame-cache'
import { loadAnnotatedPairs } from './load-annotated-pairs'
import { gatesOf } from './stored'
import { writeReleaseFolder } from './writers'

const Input = jobs.buildRelease.payload
export type BuildRelease = z.infer<typeof Input>

const PARTS = { project: true } as const
type Row = Prisma.ReleaseGetPayload<{ include: typeof PARTS }>
/** Folder of a release's files; each attempt has its own. */
export function releaseFolder(releaseId: string): string {
  return `releases/${releaseId}`
}

/** The release was deleted while it was built. */
class ReleaseGoneError extends Error {}

type Tools = { media: MediaTools; signal: AbortSignal }

async function write(ctx: Context, row: Row, { media, signal }: Tools, dir: string, cache: string) {
  const taxonomy = await loadCarriedTaxonomy(ctx.db, row.taxonomyVersionId)
  const pairs = await loadAnnotatedPairs(ctx.db, row, taxonomy)
  const plan = planRelease(pairs, taxonomy.labels, {
    seed: String(row.seed),
    gates: gatesOf(row),
    marks: row.marks,
  })
  const setProgress = async (progress: number) => {
    const where = { id: row.id, state: 'building' as const, deletingAt: null }
    const { count } = await ctx.db.release.updateMany({ where, data: { progress } })
    if (count === 0) throw new ReleaseGoneError()
  }
  const frameImage = await cacheFrames(ctx, {
    plan,
    folder: cache,
    media,
    signal,
    onVideo: (share) => setProgress(share * 0.7),
  })
  const manifest = await writeReleaseFolder({
    dir,
    plan,
    frameImage,
    signal,
    info: {
      project: row.project.slug,
      title: row.name,
      version: String(row.number),
      date: row.asOf.toISOString().slice(0, 10),
      license: 'other',
      language: 'en',
      taxonomyVersion: taxonomy.number,
      labels: taxonomy.labels,
    },
  })
  await setProgress(0.9)
  return { manifest, pairs: plan.pairs }
}

async function store(ctx: Context, prefix: string, dir: string, manifest: Manifest): Promise<string> {
  const text = await readFile(path.join(dir, 'manifest.json'), 'utf8')
  for (const file of manifest.files) await ctx.storage.adopt(path.join(dir, file.path), `${prefix}/${file.path}`)
  await ctx.storage.adopt(path.join(dir, 'manifest.json'), `${prefix}/manifest.json`)
  return hashSecret(text)
}

function toItem(releaseId: string, pair: CanonicalPair) {
  const { pairId, split, votes, preference, tieKind, preferenceAgreement, frames } = pair
  const consensus = {
    schemaVersion: 1,
    preference,
    tieKind,
    preferenceAgreement,
    frames: frames.map(({ side, frameIndex, gold }) => ({ side, frameIndex, labels: gold?.labels ?? null })),
  }
  return { releaseId, pairId, split, votes, consensus }
}

async function finish(
  ctx: Context,
  row: Row,
  prefix: string,
  sha256: string,
  manifest: Manifest,
  pairs: CanonicalPair[],
): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const built = await transition(tx, releaseMachine, {
      where: { id: row.id, deletingAt: null },
      to: 'ready',
      data: {
        progress: 1,
        manifest: storable(manifest),
        counts: storable(manifest.counts),
        manifestSha256: sha256,
        storagePrefix: prefix,
        finishedAt: ctx.now(),
      },
    })
    if (built.length === 0) return false
    await tx.releaseItem.createMany({ data: pairs.map((pair) => toItem(row.id, pair)) })
    await audit(tx, ctx, {
      projectId: row.projectId,
      verb: 'release.ready',
      entityId: row.id,
      difference: { sha256 },
    })
    return true
  })
}

/**
 * Builds a release into storage. Every attempt writes to a separate place and the row becomes ready last, so a killed
 * build leaves nothing incomplete and starts again.
 */
export async function buildRelease({ ctx, input, media, signal }: Verb<BuildRelease> & Tools): Promise<void> {
  const { releaseId } = Input.parse(input)
  const row = await ctx.db.release.findUnique({ where: { id: releaseId }, include: PARTS })
  if (row?.state !== 'building' || row.deletingAt) return
  const attempt = randomUUID()
  const root = path.join(await ctx.storage.scratch(), `release-${attempt}`)
  const dir = path.join(root, 'folder')
  const cache = path.join(root, 'frames')
  try {
    await mkdir(cache, { recursive: true })
    const { manifest, pairs } = await write(ctx, row, { media, signal }, dir, cache)
    const prefix = `${releaseFolder(releaseId)}/${attempt}`
    const sha256 = await store(ctx, prefix, dir, manifest)
    // Deleted in the meantime: no row refers to the files of this attempt.
    if (!(await finish(ctx, row, prefix, sha256, manifest, pairs))) await ctx.storage.removeFolder(prefix)
  } catch (error) {
    // These errors describe the inputs; another try would fail in the same way.
    if (error instanceof ReleaseGoneError) return
    if (!(error instanceof RangeError || error instanceof ReleaseProblemsError)) throw error
    await failRelease({ ctx, input: { releaseId }, reason: error.message })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

export async function failRelease({ ctx, input, reason }: Verb<BuildRelease> & { reason: string }): Promise<void> {
  const { releaseId } = Input.parse(input)
  await transition(ctx.db, releaseMachine, {
    where: { id: releaseId },
    to: 'failed',
    data: { error: reason.slice(0, 4000), finishedAt: ctx.now() },
  })
}
