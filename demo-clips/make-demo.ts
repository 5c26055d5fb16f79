import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EncoderQuality, encodeVideo, evenPtsUs } from '@/workers/media'
import { demoClips, demoFileName } from './demo-clips'
import { renderFrameRgb } from './rasterise'
import { truthOf } from './truth'
import type { ClipSpec } from './types'

export type MakeDemo = {
  outDir: string
  /** Another seed makes another demo. */
  seed?: number
  /** Only these prompts' clips; all when absent. */
  promptIds?: readonly string[]
  /** Clips drawn at once. */
  concurrency?: number
  /** Default `fast`; `fine` takes five times as long and is a third smaller. */
  quality?: EncoderQuality
  onProgress?: (progress: { file: string; done: number; total: number }) => void
  signal?: AbortSignal
}

export type MadeDemo = { manifestPath: string; files: readonly string[] }

const COLUMNS = ['file', 'prompt_id', 'prompt', 'generator', 'mode'] as const

/**
 * Draws and encodes the demo: one clip a prompt and generator, `truth/<file>.json` for each, and a `manifest.csv` that ingest reads.
 * A file appears under its name only when it is complete, the manifest last.
 */
export async function makeDemo({
  outDir,
  seed,
  promptIds,
  concurrency = 2,
  quality = 'fast',
  onProgress,
  signal,
}: MakeDemo): Promise<MadeDemo> {
  await mkdir(join(outDir, 'truth'), { recursive: true })
  const clips = demoClips(seed).filter(({ promptId }) => promptIds?.includes(promptId) ?? true)
  const waiting = [...clips]
  let done = 0
  async function drawNext(): Promise<void> {
    for (let spec = waiting.shift(); spec; spec = waiting.shift()) {
      signal?.throwIfAborted()
      const file = demoFileName(spec)
      const { width, height, fps, frameCount } = spec
      const ptsUs = evenPtsUs(frameCount, fps)
      const frames = framesOf(spec, signal)
      await encodeVideo(join(outDir, file), { width, height, ptsUs, frames, codec: 'vp9', quality, signal })
      await writeFile(join(outDir, 'truth', `${file}.json`), `${JSON.stringify(truthOf(spec, file))}\n`)
      done += 1
      onProgress?.({ file, done, total: clips.length })
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, drawNext))
  const manifestPath = join(outDir, 'manifest.csv')
  await writeFile(manifestPath, demoManifest(clips))
  return { manifestPath, files: clips.map(demoFileName) }
}

async function* framesOf(spec: ClipSpec, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < spec.frameCount; index += 1) {
    signal?.throwIfAborted()
    yield await renderFrameRgb(spec, index)
  }
}

/** The manifest of the clips, as CSV. */
export function demoManifest(clips: readonly ClipSpec[]): string {
  const rows = clips.map((spec) => [demoFileName(spec), spec.promptId, spec.prompt, spec.generator, spec.mode])
  return [COLUMNS, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('')
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
