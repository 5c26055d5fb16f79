import { describe, expect, test } from 'vitest'
import { aliasesFor } from '@/lib/platform/alias'
import { AppError } from '@/lib/platform/errors'
import {
  createGenerator,
  createPair,
  createPrompt,
  createTask,
  createTaxonomyVersion,
  createVideo,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { textTools } from '@/tests/support/text-tools'
import { getFrame } from './get-frame'
import { mediaKeys } from './keys'
import { getVideo, listVideos } from './read-videos'
import { storeFrames } from './store-frames'

const { db } = await testDatabase()
const signal = new AbortController().signal

async function withVideos(count: number) {
  const world = await createMediaProject(db)
  const { projectId } = world
  const prompt = await createPrompt(db, { projectId, text: 'A 100% dancer_turns.' })
  const generator = await createGenerator(db, { projectId, name: 'Wan2.1' })
  const videos = []
  for (let index = 0; index < count; index += 1) {
    const about = { projectId, promptId: prompt.id, generatorId: generator.id, fileName: `clip-${index}.mp4` }
    videos.push(await createVideo(db, about))
  }
  return { ...world, videos, video: videos[0] as (typeof videos)[number] }
}

describe('lists', () => {
  test('pages without a gap or a repeat', async () => {
    const world = await withVideos(5)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const input = { projectId: world.projectId, limit: 2, cursor }
      const page = await listVideos({ ctx: world.as(world.reviewer), input })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
  })

  test.each([
    ['CLIP-1', 1],
    ['wan2', 3],
    ['100%', 3],
    ['dancer', 3],
    ['nowhere', 0],
  ])('searches file, prompt and generator for %s', async (search, found) => {
    const world = await withVideos(3)
    const input = { projectId: world.projectId, limit: 10, search }
    expect((await listVideos({ ctx: world.as(world.admin), input })).items).toHaveLength(found)
  })

  test('annotators never see videos with their generators, nor strangers anything', async () => {
    const world = await withVideos(1)
    const input = { projectId: world.projectId, videoId: world.video.id }
    await expect(getVideo({ ctx: world.as(world.annotator), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getVideo({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const elsewhere = { ...input, projectId: world.foreign.id }
    await expect(getVideo({ ctx: world.as(world.stranger), input: elsewhere })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect((await getVideo({ ctx: world.as(world.reviewer), input })).playable?.ptsUs).toHaveLength(48)
  })
})

describe('exact frames', () => {
  test('[AN17] who reviews gets a clip by alias as well, who may read the media by its id', async () => {
    const world = await withVideos(1)
    const { id } = world.video
    for (const person of [world.admin, world.reviewer]) {
      for (const videoId of [id, aliasesFor(person.id).of('video', id)]) {
        expect(await getFrame({ ctx: world.as(person), input: { videoId, frameIndex: 3 } })).toHaveProperty('url')
      }
    }
    const stranger = { videoId: aliasesFor(world.stranger.id).of('video', id), frameIndex: 3 }
    await expect(getFrame({ ctx: world.as(world.stranger), input: stranger })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('a block is decoded on demand, what is stored is left alone, and then there is a URL', async () => {
    const world = await withVideos(1)
    const { video, storage } = world
    const ctx = world.as(world.reviewer)
    const input = { videoId: video.id, frameIndex: 20 }
    expect(await getFrame({ ctx, input })).toMatchObject({ url: null })
    expect(await getFrame({ ctx, input })).toMatchObject({ url: null })
    const jobs = await db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE key LIKE ${`media.decode-frames:${video.id}%`}`
    expect(jobs.map(({ key }) => key)).toEqual([`media.decode-frames:${video.id}:16:16`])
    await storage.write(mediaKeys.frame(video.sha256, 17), new TextEncoder().encode('kept'))
    const block = { videoId: video.id, firstIndex: 16, count: 16 }
    await storeFrames({ ctx: world.job, input: block, media: textTools, signal })
    expect(await storage.size(mediaKeys.frame(video.sha256, 17))).toBe('kept'.length)
    expect(await storage.size(mediaKeys.frame(video.sha256, 31))).toBe('frame 31'.length)
    expect((await getFrame({ ctx, input })).url).toMatch(/^\/api\/media\//)
  })

  test('[AN17] annotators get the frames of their tasks and of example pictures, by their own aliases and nothing else', async () => {
    const world = await withVideos(3)
    const { projectId, annotator } = world
    const [a, b, c] = world.videos
    if (!a || !b || !c) throw new Error('three videos')
    const task = await createTask(db, await createPair(db, { videos: [a, b] }))
    const { id: taxonomyVersionId } = await createTaxonomyVersion(db, { projectId })
    const ctx = world.as(annotator)
    const aliases = aliasesFor(annotator.id)
    const get = (id: string, frameIndex: number) =>
      getFrame({ ctx, input: { videoId: aliases.of('video', id), frameIndex } })
    for (const { id } of world.videos) await expect(get(id, 3)).rejects.toMatchObject({ code: 'not-found' })
    const lease = { leaseUntil: new Date(), leftSide: 'A' as const, taxonomyVersionId }
    await db.assignment.create({ data: { projectId, taskId: task.id, userId: annotator.id, ...lease } })
    for (const { id } of [a, b]) expect(await get(id, 3)).toHaveProperty('url')
    const refused = async (videoId: string) => {
      const error = await getFrame({ ctx, input: { videoId, frameIndex: 3 } }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(AppError)
      return error
    }
    // What is not shown, what is not there, a stored id and another person's alias are refused in the same words.
    const refusals = [
      await refused(aliases.of('video', c.id)),
      await refused(aliases.of('video', projectId)),
      await refused(a.id),
      await refused(projectId),
      await refused(aliasesFor(world.admin.id).of('video', a.id)),
    ]
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0])
    await expect(get(c.id, 3)).rejects.toMatchObject({ code: 'not-found' })
    const box = { boxX: 0, boxY: 0, boxW: 1, boxH: 1 }
    const example = { projectId, labelKey: 'motion_blur', kind: 'positive' as const, videoId: c.id, frameIndex: 3 }
    await db.labelExample.create({ data: { ...example, ...box } })
    expect(await get(c.id, 3)).toHaveProperty('url')
    await expect(get(c.id, 4)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('says which frames there are; strangers learn nothing', async () => {
    const world = await withVideos(1)
    const input = { videoId: world.video.id, frameIndex: 48 }
    await expect(getFrame({ ctx: world.as(world.admin), input })).rejects.toThrow('0 to 47')
    await expect(getFrame({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
  })
})
