import { z } from 'zod'
import { type ComparedClipView, type ComparedSide, ListComparedClips } from '@/lib/contracts/http/comparison'
import { type Boundaries, standingOf, tellingFrame } from '@/lib/domain/evaluation'
import type { Context, Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { viewerOf } from '@/lib/platform/media-url'
import { requireAbility } from '@/lib/services/accounts'
import { toFilmstrip } from '@/lib/services/media'
import { thinScores } from '@/lib/services/proposals'
import { type ComparedClipRow, clipPage } from './clip-rows'
import { boundariesOf, loadRuns } from './compare-runs'

type ClipCursor = { key: number; videoId: string }

/** The last row of a page: its key, infinite where it has none, and its clip. */
function clipCursorOf({ key, videoId }: ClipCursor): string {
  return Buffer.from(`${key}|${videoId}`).toString('base64url')
}

/** @throws AppError invalid for a cursor that is not ours */
function parseClipCursor(text: string): ClipCursor {
  const [key = '', videoId = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|')
  if (key === '' || Number.isNaN(Number(key)) || !z.uuid().safeParse(videoId).success) {
    throw invalid('cursor', 'This cursor is not valid; send nextCursor of the previous page unchanged.')
  }
  return { key: Number(key), videoId }
}

type ComparedClipPage = { items: ComparedClipView[]; nextCursor: string | null }

const VIDEO_PARTS = { prompt: true, generator: true } as const
const SIDE_PARTS = {
  scores: { select: { frameIndex: true, score: true }, orderBy: { frameIndex: 'asc' } },
  proposals: { select: { labelKey: true }, distinct: ['labelKey'], orderBy: { labelKey: 'asc' } },
} as const satisfies Prisma.RunVideoInclude
type SideRow = Prisma.RunVideoGetPayload<{ include: typeof SIDE_PARTS }>

type Heat = Awaited<ReturnType<typeof thinScores>>

function toSide(row: SideRow | undefined, heat: Heat, boundary: number): ComparedSide {
  if (!row) return { state: null, score: null, isDistorted: false, labels: [], scores: [] }
  const score = row.state === 'done' ? row.score : null
  return {
    state: row.state,
    score,
    isDistorted: score !== null && score < boundary,
    labels: row.proposals.map(({ labelKey }) => labelKey),
    scores: heat.get(row.id) ?? [],
  }
}

/** The rows of both runs on these clips, also where one has not finished. */
async function loadSides(ctx: Context, runIds: readonly string[], videoIds: readonly string[]) {
  const rows = await ctx.db.runVideo.findMany({
    where: { runId: { in: [...runIds] }, videoId: { in: [...videoIds] } },
    include: SIDE_PARTS,
  })
  return new Map(rows.map((row) => [`${row.runId}:${row.videoId}`, row]))
}

async function loadVideos(ctx: Context, videoIds: readonly string[]) {
  const rows = await ctx.db.video.findMany({ where: { id: { in: [...videoIds] } }, include: VIDEO_PARTS })
  return new Map(rows.map((row) => [row.id, row]))
}
type VideoRow = Prisma.VideoGetPayload<{ include: typeof VIDEO_PARTS }>

function toView(
  ctx: Context,
  video: VideoRow,
  { a, b }: { a: ComparedSide; b: ComparedSide },
  boundaries: Boundaries,
  telling: { frameIndex: number | null; isShared: boolean },
): ComparedClipView {
  const sideOf = ({ score }: ComparedSide) => (score === null ? null : { score })
  const standing = standingOf({ a: sideOf(a), b: sideOf(b) }, boundaries)
  if (!standing) throw new Error('A clip that neither run has finished is not compared.')
  return {
    videoId: video.id,
    fileName: video.fileName,
    prompt: video.prompt.text,
    generator: video.generator.name,
    frameCount: video.frameCount ?? 0,
    filmstrip: toFilmstrip(video, viewerOf(ctx)),
    standing,
    difference: a.score === null || b.score === null ? null : b.score - a.score,
    ...telling,
    a,
    b,
  }
}

function telling(a: SideRow['scores'], b: SideRow['scores']) {
  const frameIndex = tellingFrame(a, b)
  const isShared = [a, b].every((scores) => scores.some((frame) => frame.frameIndex === frameIndex))
  return { frameIndex, isShared }
}

/** The clips of two runs side by side, a page at a time. Source: docs/spec/run-comparison.md [RC8] [RC9], docs/spec/proposals.md [PP22] */
export async function listComparedClips({ ctx, input }: Verb<ListComparedClips>): Promise<ComparedClipPage> {
  const { cursor, limit, standing, labelKey, order, ...wanted } = ListComparedClips.parse(input)
  await requireAbility(ctx.db, ctx, wanted.projectId, 'runs.read')
  const runs = await loadRuns(ctx, wanted)
  const boundaries = boundariesOf(runs)
  const after = cursor ? parseClipCursor(cursor) : null
  const rows = await ctx.db.$queryRaw<(ComparedClipRow & { key: number })[]>`
    ${clipPage({ ...wanted, boundaries, order, standing, labelKey, after, take: limit + 1 })}`
  const shown = rows.slice(0, limit)
  const ids = shown.map(({ videoId }) => videoId)
  const [videos, sides] = await Promise.all([loadVideos(ctx, ids), loadSides(ctx, [runs.a.id, runs.b.id], ids)])
  const heat = await thinScores(
    ctx.db,
    [...sides.values()].map(({ id }) => id),
  )
  const items = shown.flatMap(({ videoId }) => {
    const video = videos.get(videoId)
    const rowA = sides.get(`${runs.a.id}:${videoId}`)
    const rowB = sides.get(`${runs.b.id}:${videoId}`)
    const both = { a: toSide(rowA, heat, boundaries.a), b: toSide(rowB, heat, boundaries.b) }
    return video ? [toView(ctx, video, both, boundaries, telling(rowA?.scores ?? [], rowB?.scores ?? []))] : []
  })
  const last = shown.at(-1)
  return { items, nextCursor: rows.length > limit && last ? clipCursorOf(last) : null }
}
