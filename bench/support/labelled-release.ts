import sharp from 'sharp'
import { type StyleSet, sampleFrame, type TruthLabel } from '@/demo-clips'
import { Gates } from '@/lib/domain/exports'
import { type Answer, EMPTY_ANSWER } from '@/lib/domain/labelling'
import type { Context } from '@/lib/platform/context'
import type { Video } from '@/lib/platform/db'
import { buildRelease, copyRelease, createRelease, getRelease } from '@/lib/services/exports'
import {
  createAnnotation,
  createGenerator,
  createMember,
  createPair,
  createProject,
  createPrompt,
  createTask,
  createTaxonomyVersion,
} from '@/prisma/factories'
import { storeVideo } from '@/prisma/factories/stored-clip'
import { mediaTools } from '@/workers/media-tools'

type Frames = { first: number; pairs: number; styles: StyleSet }
type Side = { video: Video; labels: readonly TruthLabel[] }

/** What somebody who sees everything that can be seen would answer; the side with fewer labels is the better one. */
function perfectAnswer(sides: { A: Side; B: Side }): Answer {
  const [a, b] = [sides.A.labels.length, sides.B.labels.length]
  const tie = a === 0 ? 'tie_good' : 'tie_bad'
  const both = ['A', 'B'] as const
  return {
    ...EMPTY_ANSWER,
    preference: a === b ? tie : a < b ? 'A' : 'B',
    marks: both.flatMap((side) =>
      sides[side].labels.map(({ key, box }) => ({
        id: crypto.randomUUID(),
        side,
        frameIndex: 0,
        ptsUs: 0,
        labelKey: key,
        box,
        proposalId: null,
        trackId: null,
        interpolated: false,
      })),
    ),
    clean: both.filter((side) => sides[side].labels.length === 0).map((side) => ({ side, frameIndex: 0 })),
  }
}

/** Builds a release of frame pairs with planted truth as their answers and copies it to `out`; clips of one frame each. */
export async function labelledRelease(ctx: Context, frames: Frames, out: string): Promise<void> {
  const { db } = ctx
  const { id: projectId } = await createProject(db)
  const taxonomy = await createTaxonomyVersion(db, { projectId })
  const annotator = await createMember(db, projectId, 'annotator')
  const generators = [await createGenerator(db, { projectId }), await createGenerator(db, { projectId })] as const
  for (let at = 0; at < frames.pairs; at += 1) {
    const { id: promptId } = await createPrompt(db, { projectId, externalId: `prompt-${at}` })
    const sides = await Promise.all(
      generators.map(async ({ id: generatorId }, place): Promise<Side> => {
        const { spec, labels, picture } = await sampleFrame(frames.first + 2 * at + place, frames.styles)
        const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
        const video = await storeVideo(
          ctx,
          { projectId, promptId, generatorId },
          { width: info.width, height: info.height, fps: spec.fps, frames: 1, pictures: [data] },
        )
        return { video, labels }
      }),
    )
    const [first, second] = sides
    if (!first || !second) throw new Error('a pair needs two clips')
    const pair = await createPair(db, { videos: [first.video, second.video] })
    const [A, B] = pair.videoAId === first.video.id ? [first, second] : [second, first]
    const task = await createTask(db, pair, { overlap: 1 })
    const facts = { task, userId: annotator.id, taxonomyVersionId: taxonomy.id }
    await createAnnotation(db, { ...facts, answer: perfectAnswer({ A, B }) })
  }
  const order = { projectId, name: 'Finetuning', seed: 1, gates: Gates.parse({}), marks: 'expanded' as const }
  const { id: releaseId } = await createRelease({ ctx, input: order })
  await buildRelease({ ctx, input: { releaseId }, media: mediaTools, signal: new AbortController().signal })
  const { state, error } = await getRelease({ ctx, input: { projectId, releaseId } })
  if (state !== 'ready') throw new Error(`The release is ${state}: ${error}`)
  await copyRelease({ ctx, input: { projectId, releaseId }, out })
}
