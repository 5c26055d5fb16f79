import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createFrameTable } from '@/lib/domain/media'
import {
  DEFAULT_LIMITS,
  decodeFrames,
  encodeImage,
  makeCopies,
  makeFilmstrip,
  probeVideo,
  RefusedError,
} from '@/workers/media'
import { type Reply, Request } from './protocol'

const FRAMES_PER_SIGN = 16

function send(reply: Reply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(reply, (error: Error | null) => (error ? reject(error) : resolve()))
  })
}

async function saved(scratch: string, extension: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(scratch, `${randomUUID()}.${extension}`)
  await writeFile(file, bytes)
  return file
}

/** Reports progress to the worker from time to time: a long clip takes long, and is not stuck. */
function signsOfLife(): () => void {
  let frames = 0
  return () => {
    frames += 1
    if (frames % FRAMES_PER_SIGN > 0) return
    // Lost when the worker has gone; then so has this process.
    send({ type: 'alive' }).catch(() => undefined)
  }
}

async function ingest({ path: file, scratch, mostPixels }: Extract<Request, { type: 'ingest' }>): Promise<Reply> {
  const onFrame = signsOfLife()
  const probe = await probeVideo(file, { limits: { ...DEFAULT_LIMITS, maxPixels: mostPixels }, onFrame })
  const { image, poster, frameIndices, width, height } = await makeFilmstrip(file, probe)
  const sources = { original: file, playable: probe.browserPlayable ? file : null, reduced: null }
  return {
    type: 'ready',
    media: {
      codec: probe.codec,
      container: probe.container,
      pixelFormat: probe.pixelFormat,
      codedWidth: probe.codedWidth,
      codedHeight: probe.codedHeight,
      displayWidth: probe.displayWidth,
      displayHeight: probe.displayHeight,
      rotation: probe.rotation,
      sampleAspect: { num: probe.sampleAspect.num, den: probe.sampleAspect.den },
      ptsUs: [...probe.frameTable.ptsUs],
      durationUs: probe.durationUs,
      fps: probe.fps ?? 0,
      variableRate: probe.variable,
      warnings: probe.warnings.map(({ code, message }) => ({ code, message })),
      posterPath: await saved(scratch, 'webp', poster),
      filmstrip: { path: await saved(scratch, 'webp', image), frameIndices, cellWidth: width, cellHeight: height },
      copies: await makeCopies(sources, probe, scratch, { onFrame }),
    },
  }
}

async function copies({
  path: file,
  proxyPath,
  reducedPath,
  ptsUs,
  scratch,
  ...facts
}: Extract<Request, { type: 'copies' }>): Promise<Reply> {
  const clip = { ...facts, frameTable: createFrameTable(ptsUs) }
  const sources = { original: file, playable: proxyPath ?? file, reduced: reducedPath }
  return { type: 'copies', copies: await makeCopies(sources, clip, scratch, { onFrame: signsOfLife() }) }
}

async function images({
  path: file,
  indices,
  ptsUs,
  format,
  scratch,
}: Extract<Request, { type: 'images' }>): Promise<Reply> {
  const table = ptsUs ? createFrameTable(ptsUs) : undefined
  for await (const frame of decodeFrames(file, indices, 'native', undefined, table)) {
    const picture = await saved(scratch, format, await encodeImage(frame, format))
    await send({ type: 'image', index: frame.index, path: picture, width: frame.width, height: frame.height })
  }
  return { type: 'finished' }
}

async function answer(message: unknown): Promise<Reply> {
  try {
    const request = Request.parse(message)
    switch (request.type) {
      case 'ingest':
        return await ingest(request)
      case 'copies':
        return await copies(request)
      case 'images':
        return await images(request)
    }
  } catch (error) {
    if (error instanceof RefusedError) return { type: 'refused', code: error.code, message: error.message }
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

// Ctrl-C reaches the whole process group; the worker decides when this process ends.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())
process.on('message', async (message) => send(await answer(message)))
