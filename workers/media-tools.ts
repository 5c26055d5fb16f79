import { readFile, rm } from 'node:fs/promises'
import type { MediaTools } from '@/lib/services/media'
import { askDecoder, MediaProcessError } from './media-process/media-process'

/** The decoder port over a process of its own. */
export const mediaTools: MediaTools = {
  async ingest(file, scratch, signal) {
    for await (const reply of askDecoder({ type: 'ingest', path: file, scratch }, signal)) {
      if (reply.type === 'ready' || reply.type === 'refused') return reply
      if (reply.type === 'failed') throw new MediaProcessError(reply.message)
    }
    throw new MediaProcessError('The decoder process gave no answer.')
  },
  async copies({ file, proxyFile, reducedFile, ptsUs, ...clip }, signal) {
    const files = { path: file, proxyPath: proxyFile, reducedPath: reducedFile }
    const request = { type: 'copies' as const, ...files, ptsUs: [...ptsUs], ...clip }
    for await (const reply of askDecoder(request, signal)) {
      if (reply.type === 'copies') return reply.copies
      if (reply.type === 'failed' || reply.type === 'refused') throw new MediaProcessError(reply.message)
    }
    throw new MediaProcessError('The decoder process gave no answer.')
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
