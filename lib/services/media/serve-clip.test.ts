import { expect, test } from 'vitest'
import { createGenerator, createPrompt, createVideo } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { textTools } from '@/tests/support/text-tools'
import { openMediaToken } from './index'
import { mediaKeys } from './keys'
import { getVideo } from './read-videos'
import { askForCopies, countUnserved, giveUpServing, serveClip } from './serve-clip'

const { db } = await testDatabase()
const signal = new AbortController().signal

/** A clip that a version took in which gave browsers originals and proxies. */
async function olderClip(changes: { proxyKey?: string } = {}) {
  const world = await createMediaProject(db)
  const { projectId, storage } = world
  const prompt = await createPrompt(db, { projectId })
  const generator = await createGenerator(db, { projectId })
  const about = { projectId, promptId: prompt.id, generatorId: generator.id, servedKey: null, ...changes }
  const video = await createVideo(db, about)
  await storage.write(video.storageKey, Buffer.from('original'))
  if (changes.proxyKey) await storage.write(changes.proxyKey, Buffer.from('proxy'))
  const input = { videoId: video.id }
  const playable = async () => (await getVideo({ ctx: world.as(world.admin), input: { projectId, ...input } })).playable
  const row = () => db.video.findUniqueOrThrow({ where: { id: video.id } })
  const serve = () => serveClip({ ctx: world.job, input, media: textTools, signal })
  return { world, video, input, playable, row, serve }
}

function keyOf(url: string): string | undefined {
  return openMediaToken(url.slice('/api/media/'.length), new Date())?.key
}

test('[SC7] a clip without a copy is given to nobody; the job makes the copy, once', async () => {
  const { world, video, playable, row, serve } = await olderClip()
  expect(await playable()).toBeNull()
  expect(await askForCopies(world.job)).toBe(1)
  await Promise.all([serve(), serve()])
  expect(await countUnserved(world.job)).toBe(0)
  const shown = await playable()
  expect(shown).toMatchObject({ contentType: 'video/mp4', isProxy: false })
  expect(keyOf(shown?.url ?? '')).toBe(mediaKeys.served(video.id))
  expect(await world.storage.size(mediaKeys.served(video.id))).toBe('served original'.length)
  const stored = await row()
  await serve()
  expect(await row()).toEqual(stored)
  expect(await askForCopies(world.job)).toBe(0)
})

test('[SC7] a proxy of an earlier version is copied, not encoded again', async () => {
  const { world, video, playable, serve } = await olderClip({ proxyKey: `proxies/${crypto.randomUUID()}.mp4` })
  await serve()
  expect(await playable()).toMatchObject({ isProxy: true })
  expect(await world.storage.size(mediaKeys.served(video.id))).toBe('served proxy'.length)
})

test('[SC7] a job that is stopped leaves the clip as it was, and is done later', async () => {
  const { world, video, input, row, serve } = await olderClip()
  const stopped = { ctx: world.job, input, media: textTools, signal: AbortSignal.abort() }
  await expect(serveClip(stopped)).rejects.toThrow()
  expect(await row()).toMatchObject({ servedKey: null })
  await serve()
  expect(await row()).toMatchObject({ servedKey: mediaKeys.served(video.id) })
})

test('[SC7] a clip of which no copy can be made says so, once', async () => {
  const { world, input } = await olderClip()
  await giveUpServing({ ctx: world.job, input })
  await giveUpServing({ ctx: world.job, input })
  const { warnings } = await getVideo({ ctx: world.as(world.admin), input: { projectId: world.projectId, ...input } })
  expect(warnings.map(({ code }) => code)).toEqual(['not-served'])
})
