import { readFile, rm } from 'node:fs/promises'
import type { IngestOutcome, MediaTools } from '@/lib/services/media'
import { askDecoder, MediaProcessError } from './media-process/media-process'

/** Its process is dead by then. Source: docs/spec/ingest-budget.md [IB4] */
function tooSlow(timeMs: number): IngestOutcome {
  const minutes = Math.round(timeMs / 6_000) / 10
  const message = `Reading the clip took more than ${minutes} minutes. Convert it to H.264 in MP4, cut it shorter or scale it down, and import it again.`
  return { type: 'refused', code: 'too-slow', message }
}

/** The decoder port, implemented by a separate process. */
export const mediaTools: MediaTools = {
  async ingest(file, scratch, { pixels, timeMs }, signal) {
    const late = AbortSignal.timeout(timeMs)
    const request = { type: 'ingest' as const, path: file, scratch, mostPixels: pixels }
    try {
      for await (const reply of askDecoder(request, AbortSignal.any([signal, late]))) {
        if (reply.type === 'ready' || reply.type === 'refused') return reply
        if (reply.type === 'failed') throw new MediaProcessError(reply.message)
      }
    } catch (error) {
      if (late.aborted && !signal.aborted) return tooSlow(timeMs)
      throw error
    }
    throw new MediaProcessError('The decoder process did not respond.')
  },
  async copies({ file, proxyFile, reducedFile, ptsUs, ...clip }, signal) {
    const files = { path: file, proxyPath: proxyFile, reducedPath: reducedFile }
    const request = { type: 'copies' as const, ...files, ptsUs: [...ptsUs], ...clip }
    for await (const reply of askDecoder(request, signal)) {
      if (reply.type === 'copies') return reply.copies
      if (reply.type === 'failed' || reply.type === 'refused') throw new MediaProcessError(reply.message)
    }
    throw new MediaProcessError('The decoder process did not respond.')
  },
  async *frameImages({ file, indices, ptsUs, format, scratch }, signal) {
    const request = {
      type: 'images' as const,
      path: file,
      indices: [...indices],
      ptsUs: ptsUs ? [...ptsUs] : null,
      format,
      scratch,
    }
    for await (const reply of askDecoder(request, signal)) {
      if (reply.type === 'failed' || reply.type === 'refused') throw new MediaProcessError(reply.message)
      if (reply.type !== 'image') continue
      yield { index: reply.index, image: await readFile(reply.path), width: reply.width, height: reply.height }
      await rm(reply.path, { force: true })
    }
  },
}
