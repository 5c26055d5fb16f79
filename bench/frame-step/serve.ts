import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createViteServer } from 'vitest/node'
import type { BenchClip } from './clips'

const ROOT = path.resolve(import.meta.dirname, '../..')

export type BenchPage = {
  url: string
  clips: BenchClip[]
  /** The workspace over two of the clips. */
  address: (left: BenchClip, right: BenchClip, options?: { budgetMb?: number; i2v?: boolean }) => string
  close: () => Promise<void>
}

/**
 * Serves the labelling workspace over clips, without an API, on a free loopback port.
 * @param page the folder of `bench/` whose page it is
 */
export async function servePage(
  makeClips: (folder: string) => Promise<BenchClip[]>,
  page = 'frame-step',
): Promise<BenchPage> {
  Object.assign(process.env, { NODE_ENV: 'production' })
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-frame-step-'))
  const publicDir = path.join(folder, 'public')
  await mkdir(publicDir)
  const clips = await makeClips(publicDir)
  const [A, B] = clips.map(({ video }) => video)
  const videos = { ...Object.fromEntries(clips.map(({ video }) => [video.videoId, video])), A, B }
  await writeFile(path.join(publicDir, 'videos.json'), JSON.stringify(videos))
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
    clips,
    address(left, right, { budgetMb, i2v } = {}) {
      const query = new URLSearchParams({ left: left.video.videoId, right: right.video.videoId })
      if (budgetMb !== undefined) query.set('budget', String(budgetMb))
      if (i2v) query.set('i2v', '1')
      return `${url}?${query}`
    },
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
