import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { renderFrameRgb } from '@/demo-clips'
import { seenTruth } from '@/demo-clips/visible'
import { encodeVideo, evenPtsUs } from '@/workers/media'
import type { PlannedClip } from './clips'

const GENERATOR = path.join('scripts', 'generator')

/** Where synthetic clips and scores are kept from one call to the next. */
export const SCRATCH = process.env['BENCH_SCRATCH'] ?? path.join(tmpdir(), 'framejury-bench-sampling')

/** Labels that can be seen, by frame. */
const Truth = z.object({ labels: z.array(z.array(z.string())) })

export type DrawnClip = PlannedClip & { file: string; labels: readonly (readonly string[])[] }

/** Changes with everything that decides the pixels or the truth of a clip. */
export async function generatorChecksum(): Promise<string> {
  const hash = createHash('sha256')
  const own = ['clips.ts', 'draw-clip.ts'].map((file) => path.join('bench', 'sampling', file))
  const files = (await readdir(GENERATOR)).filter((file) => !file.endsWith('.test.ts')).sort()
  for (const file of [...files.map((name) => path.join(GENERATOR, name)), ...own]) hash.update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

/** Draws and encodes a clip and writes down what is broken on which frame; found ready when it was drawn before. */
export async function drawClip(planned: PlannedClip, folder: string): Promise<DrawnClip> {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${planned.name}.mp4`)
  const truthFile = path.join(folder, `${planned.name}.json`)
  if (!existsSync(truthFile)) {
    const labels: string[][] = []
    await encodeVideo(file, {
      width: planned.spec.width,
      height: planned.spec.height,
      ptsUs: evenPtsUs(planned.spec.frameCount, planned.spec.fps),
      frames: framesOf(planned, labels),
      codec: 'vp9',
      quality: 'fast',
    })
    await writeFile(`${truthFile}.part`, JSON.stringify({ labels }))
    await rename(`${truthFile}.part`, truthFile)
  }
  return { ...planned, file, labels: Truth.parse(JSON.parse(await readFile(truthFile, 'utf8'))).labels }
}

async function* framesOf({ spec }: PlannedClip, labels: string[][]): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < spec.frameCount; index += 1) {
    const seen = await seenTruth(spec, index)
    labels.push(seen.labels.map(({ key }) => key))
    yield await renderFrameRgb({ ...seen.spec, width: spec.width, height: spec.height }, index)
  }
}
