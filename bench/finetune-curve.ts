import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ModelManifest } from '@/lib/domain/proposals'
import { createDiskStorage } from '@/lib/platform/storage'
import { contextFor } from '@/prisma/factories'
import { openEngine } from '@/workers/engines'
import { closeDecoders } from '@/workers/media-process/media-process'
import { bench, say } from './support/bench'
import { figuresOf, judgeFrames, rounded } from './support/judge-frames'
import { labelledRelease } from './support/labelled-release'
import { scratchDatabase } from './support/scratch-database'

const COUNTS = [0, 50, 200, 800] as const
/** A tenth of the prompts is the release's own test split, which nothing is learned from. */
const PAIRS = 450
const STYLE = 'far'
const SEEDS = { release: 900_000, test: 950_000 } as const
const TEST_FRAMES = Number(process.env['BENCH_FRAMES'] ?? 400)
/** What 800 labelled frames must add to the mean of both F1. */
const LIMIT_RISE = 0.05
const PYTHON = process.env['FRAMEJURY_PYTHON'] ?? path.join('training', '.venv', 'bin', 'python')
const PLOT = path.join('training', 'out', 'finetune-curve.svg')

type Point = { frames: number; distortedF1: number; normalF1: number; boxHitRate: number; mean: number }

async function finetune(release: string, frames: number, out: string): Promise<void> {
  const args = ['training/finetune', '--release', release, '--out', out, '--frames', String(frames)]
  const child = spawn(PYTHON, args, { stdio: ['ignore', 2, 2] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`training/finetune ended with ${code}; its message is above.`)
}

async function judge(model: string, frames: number): Promise<Point> {
  const manifest = ModelManifest.parse(JSON.parse(await readFile(path.join(model, 'model.json'), 'utf8')))
  const engine = await openEngine(model, {})
  try {
    const judged = await judgeFrames(engine, manifest, { first: SEEDS.test, count: TEST_FRAMES, styles: STYLE })
    const { distortedF1, normalF1, boxHitRate } = figuresOf(judged, manifest)
    return { frames, distortedF1, normalF1, boxHitRate, mean: rounded((distortedF1 + normalF1) / 2) }
  } finally {
    await engine.close()
  }
}

const COLOURS = ['#c2410c', '#2563eb', '#15803d', '#7c3aed'] as const
const [WIDTH, HEIGHT, EDGE] = [460, 280, 48]

type Curves = { title: string; x: readonly string[]; lines: Record<string, readonly number[]> }

/** Lines of values from 0 to 1 over evenly spaced steps, as an SVG document. */
function curveSvg({ title, x, lines }: Curves): string {
  const across = (step: number): number => EDGE + (step / Math.max(1, x.length - 1)) * WIDTH
  const up = (value: number): number => EDGE + (1 - value) * HEIGHT
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (value) =>
      `<path d="M${EDGE} ${up(value)}h${WIDTH}" stroke="#ddd"/><text x="${EDGE - 8}" y="${up(value) + 4}" text-anchor="end">${value}</text>`,
  )
  const steps = x.map((text, step) => `<text x="${across(step)}" y="${up(0) + 18}" text-anchor="middle">${text}</text>`)
  const drawn = Object.entries(lines).map(([name, values], place) => {
    const colour = COLOURS[place % COLOURS.length]
    const points = values.map((value, step) => `${across(step).toFixed(1)} ${up(value).toFixed(1)}`)
    const dots = points.map((point) => {
      const [cx, cy] = point.split(' ')
      return `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`
    })
    const label = `<text x="${EDGE + WIDTH + 12}" y="${EDGE + 14 + 20 * place}" fill="${colour}">${name} (${values.at(-1)})</text>`
    return `<path d="M${points.join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${label}`
  })
  const size = `${WIDTH + 2 * EDGE + 130} ${HEIGHT + 2 * EDGE}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/><text x="${EDGE}" y="24" font-size="14">${title}</text>${[...grid, ...steps, ...drawn].join('')}</svg>\n`
}

/** F1 on a style that the default model never saw, after finetuning on so many labelled frames of a release. */
await bench('finetune-curve', async (atEnd) => {
  if (!existsSync(PYTHON))
    throw new Error(`There is no ${PYTHON}; make it as training/README.md says, or name another in FRAMEJURY_PYTHON.`)
  const { db, close } = await scratchDatabase(4)
  atEnd(close)
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-finetune-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  atEnd(closeDecoders)
  const ctx = contextFor(
    db,
    { type: 'system', job: 'bench' },
    { storage: createDiskStorage(path.join(folder, 'media')) },
  )
  const release = path.join(folder, 'release')
  await labelledRelease(ctx, { first: SEEDS.release, pairs: PAIRS, styles: STYLE }, release)
  say(`a release of ${2 * PAIRS} frames is built`)
  const points: Point[] = []
  for (const count of COUNTS) {
    const model = count === 0 ? path.join('models', 'default') : path.join(folder, `model-${count}`)
    if (count > 0) await finetune(release, count, model)
    const point = await judge(model, count)
    say(JSON.stringify(point))
    points.push(point)
  }
  await mkdir(path.dirname(PLOT), { recursive: true })
  await writeFile(
    PLOT,
    curveSvg({
      title: 'F1 on unseen frames in a style far from all known, by labelled frames of a release',
      x: points.map(({ frames }) => String(frames)),
      lines: {
        'distorted F1': points.map(({ distortedF1 }) => distortedF1),
        'normal F1': points.map(({ normalF1 }) => normalF1),
        'boxes, IoU ≥ 0.3': points.map(({ boxHitRate }) => boxHitRate),
      },
    }),
  )
  const value = rounded((points.at(-1)?.mean ?? 0) - (points[0]?.mean ?? 0))
  const ok = value >= LIMIT_RISE
  return { value, unit: 'mean F1 gained', limit: LIMIT_RISE, ok, testFrames: TEST_FRAMES, points, plot: PLOT }
})
