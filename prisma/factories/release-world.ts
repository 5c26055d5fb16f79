import { type Answer, EMPTY_ANSWER } from '@/lib/domain/labelling'
import type { Context } from '@/lib/platform/context'
import type { Pair, Project, TaxonomyVersion, User, Video } from '@/lib/platform/db'
import { createMember, createProject, createTaxonomyVersion } from './accounts'
import { createAnnotation, createTask } from './labelling'
import { createGenerator, createPair, createPrompt } from './media'
import { createStoredVideo } from './stored-clip'

/** One person's answer to one frame pair: which side is better, and the label that the other side gets. */
export type Opinion = { preference: 'A' | 'B'; labelKey?: string }

export type ReleaseWorld = {
  project: Project
  taxonomy: TaxonomyVersion
  admin: User
  annotators: [User, User]
  /** All frame pairs, prompt by prompt. */
  pairs: Pair[]
  answer: (pair: Pair, person: User, opinion: Opinion) => Promise<void>
}

const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 }

function answerOf(pair: Pair, { preference, labelKey = 'extra_limbs' }: Opinion): Answer {
  const indexOf = { A: pair.frameIndexA, B: pair.frameIndexB }
  const worse = preference === 'A' ? 'B' : 'A'
  const ptsUs = Number(pair.timestampUs)
  const id = crypto.randomUUID()
  return {
    ...EMPTY_ANSWER,
    preference,
    marks: [
      {
        id,
        side: worse,
        frameIndex: indexOf[worse],
        ptsUs,
        labelKey,
        box: BOX,
        proposalId: null,
        trackId: null,
        interpolated: false,
      },
    ],
    clean: [{ side: preference, frameIndex: indexOf[preference] }],
  }
}

type WorldSize = {
  prompts: number
  pairsPerPrompt: number
  clip?: { width: number; height: number; frames: number; fps: number }
}

/** A project of real clips with frame pairs at successive frames, waiting for two answers each. */
export async function createReleaseWorld(
  ctx: Context,
  { prompts, pairsPerPrompt, clip = { width: 64, height: 48, frames: 8, fps: 8 } }: WorldSize,
): Promise<ReleaseWorld> {
  const { db } = ctx
  const project = await createProject(db)
  const projectId = project.id
  const taxonomy = await createTaxonomyVersion(db, { projectId })
  const admin = await createMember(db, projectId, 'admin')
  const annotators: [User, User] = [
    await createMember(db, projectId, 'annotator'),
    await createMember(db, projectId, 'annotator'),
  ]
  const generators = [await createGenerator(db, { projectId }), await createGenerator(db, { projectId })]
  const pairs: Pair[] = []
  for (let prompt = 0; prompt < prompts; prompt += 1) {
    const { id: promptId } = await createPrompt(db, { projectId, externalId: `prompt-${prompt}` })
    const videos: Video[] = []
    for (const [place, generator] of generators.entries()) {
      const of = { projectId, promptId, generatorId: generator.id, seed: `${prompt}/${place}` }
      videos.push(await createStoredVideo(ctx, of, clip))
    }
    const [a, b] = videos
    if (!a || !b) throw new Error('a pair needs two videos')
    for (let frameIndex = 0; frameIndex < pairsPerPrompt; frameIndex += 1) {
      const timestampUs = Math.round((frameIndex * 1e6) / clip.fps)
      pairs.push(await createPair(db, { videos: [a, b], frameIndex, timestampUs }))
    }
  }
  async function answer(pair: Pair, person: User, opinion: Opinion): Promise<void> {
    const task = (await db.task.findUnique({ where: { pairId: pair.id } })) ?? (await createTask(db, pair))
    const facts = { task, userId: person.id, taxonomyVersionId: taxonomy.id }
    await createAnnotation(db, { ...facts, answer: answerOf(pair, opinion) })
  }
  return { project, taxonomy, admin, annotators, pairs, answer }
}
