import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createViteServer } from 'vitest/node'
import { encodeVideo, evenPtsUs } from '@/workers/media'
import { drawIndex, PATTERN } from './pattern'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Two VP9 clips of 5 s at 24 and 16 frames a second whose frames say their index. */
async function makeVideos(folder: string) {
  const made = { A: 24, B: 16 }
  const videos = Object.entries(made).map(async ([side, fps]) => {
    const ptsUs = evenPtsUs(fps * 5, fps)
    const { width, height } = PATTERN
    const frames = ptsUs.map((_, index) => drawIndex(index))
    await encodeVideo(path.join(folder, `${side}.mp4`), { width, height, ptsUs, frames, codec: 'vp9', quality: 'fast' })
    const video = {
      videoId: `00000000-0000-4000-8000-00000000000${side === 'A' ? 1 : 2}`,
      url: `/${side}.mp4`,
      contentType: 'video/mp4',
      isProxy: false,
      width,
      height,
      ptsUs,
      durationUs: 5_000_000,
      filmstrip: null,
    }
    return [side, video] as const
  })
  return Object.fromEntries(await Promise.all(videos))
}

/**
 * Serves the labelling workspace over two clips, without an API, on a free loopback port.
 * @param page the folder of `bench/` whose page it is
 */
export async function servePage(page = 'frame-step'): Promise<{ url: string; close: () => Promise<void> }> {
  Object.assign(process.env, { NODE_ENV: 'production' })
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-frame-step-'))
  const publicDir = path.join(folder, 'public')
  await mkdir(publicDir)
  await writeFile(path.join(publicDir, 'videos.json'), JSON.stringify(await makeVideos(publicDir)))
  const server = await createViteServer({
    configFile: false,
    mode: 'production',
    root: path.join(ROOT, 'bench', page),
    publicDir,
    cacheDir: path.join(folder, 'cache'),
    logLevel: 'error',
    resolve: {
      alias: [
        { find: 'next/link', replacement: path.join(ROOT, 'bench/frame-step/link.tsx') },
        { find: /^@\//, replacement: `${ROOT}/` },
      ],
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [ROOT] } },
  })
  await server.listen()
  const url = server.resolvedUrls?.local[0]
  if (!url) throw new Error('The page found no free port on the loopback interface.')
  return {
    url,
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
