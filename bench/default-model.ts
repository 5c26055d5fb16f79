import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { StyleSet } from '@/demo-clips'
import { ModelManifest } from '@/lib/domain/proposals'
import { openEngine } from '@/workers/engines'
import { bench, say } from './support/bench'
import { figuresOf, judgeFrames, rounded } from './support/judge-frames'

/** Another folder than the shipped one is judged by naming it. */
const MODEL = process.env['BENCH_MODEL'] ?? path.join('models', 'default')
/** One frame of one clip a seed; no seed of these is trained on, nor any style of the second set. */
const SETS = {
  unseenSeeds: { first: 700_000, styles: 'known', distorted: 0.9, normal: 0.8 },
  unseenStyles: { first: 800_000, styles: 'unseen', distorted: 0.8, normal: 0.67 },
} as const satisfies Record<string, { first: number; styles: StyleSet; distorted: number; normal: number }>
const FRAMES = Number(process.env['BENCH_FRAMES'] ?? 1000)

await bench('default-model', async (atEnd) => {
  const manifest = ModelManifest.parse(JSON.parse(await readFile(path.join(MODEL, 'model.json'), 'utf8')))
  const engine = await openEngine(MODEL, {})
  atEnd(() => engine.close())
  const sets: Record<string, ReturnType<typeof figuresOf>> = {}
  const bars: { name: string; value: number; limit: number; ok: boolean }[] = []
  for (const [name, { first, styles, distorted, normal }] of Object.entries(SETS)) {
    const figures = figuresOf(await judgeFrames(engine, manifest, { first, count: FRAMES, styles }), manifest)
    sets[name] = figures
    for (const [key, limit] of [
      ['distortedF1', distorted],
      ['normalF1', normal],
    ] as const)
      bars.push({ name: `${name} ${key}`, value: figures[key], limit, ok: figures[key] >= limit })
    say(`${name} ${JSON.stringify(figures)}`)
  }
  const value = Math.min(...bars.map((bar) => bar.value / bar.limit))
  const ok = bars.every((bar) => bar.ok)
  const { name, version } = manifest
  const line = { value: rounded(value), unit: 'share of the tightest bar', limit: 1, ok }
  return { ...line, model: `${name} ${version}`, bars, sets }
})
