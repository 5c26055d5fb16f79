import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { MediaTools } from '@/lib/services/media'

async function made(scratch: string, content: string): Promise<string> {
  const file = path.join(scratch, crypto.randomUUID())
  await writeFile(file, content)
  return file
}

/** A decoder for files of text: "clip <frames>" has that many frames at 10 a second, anything else is no video. */
export const textTools: MediaTools = {
  async ingest(file, scratch, { pixels }, signal) {
    signal.throwIfAborted()
    const frames = Number((await readFile(file, 'utf8')).match(/^clip (\d+)/)?.[1] ?? 0)
    if (frames === 0) return { type: 'refused', code: 'no-video', message: 'This is text, not a video.' }
    if (frames * 64 * 48 > pixels) return { type: 'refused', code: 'too-heavy', message: 'It has too many frames.' }
    return {
      type: 'ready',
      media: {
        codec: 'text',
        container: 'webm',
        pixelFormat: 'yuv420p',
        codedWidth: 64,
        codedHeight: 48,
        displayWidth: 64,
        displayHeight: 48,
        rotation: 0,
        sampleAspect: { num: 1, den: 1 },
        ptsUs: Array.from({ length: frames }, (_, index) => index * 100_000),
        durationUs: frames * 100_000,
        fps: 10,
        variableRate: false,
        warnings: frames === 1 ? [{ code: 'one-frame', message: 'It has one frame.' }] : [],
        posterPath: await made(scratch, 'poster'),
        filmstrip: { path: await made(scratch, 'strip'), frameIndices: [0], cellWidth: 64, cellHeight: 48 },
        copies: { servedPath: await made(scratch, 'served'), isProxy: false, reducedPath: null },
      },
    }
  },
  async copies({ file, proxyFile, scratch }, signal) {
    signal.throwIfAborted()
    const text = await readFile(proxyFile ?? file, 'utf8')
    return { servedPath: await made(scratch, `served ${text}`), isProxy: proxyFile !== null, reducedPath: null }
  },
  async *frameImages({ indices }, signal) {
    for (const index of indices) {
      signal.throwIfAborted()
      yield { index, image: new TextEncoder().encode(`frame ${index}`), width: 64, height: 48 }
    }
  },
}
