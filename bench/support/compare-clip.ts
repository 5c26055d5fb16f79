import type { Page } from '@playwright/test'
import { createRng } from '@/lib/domain/shared'
import { decodeFrames } from '@/workers/media'
import type { BenchClip } from '../fixtures/clips/pattern-clips'

const COLUMNS = 32
const ROWS = 18
const FRAMES = 8
/** Mean difference of a cell that codecs of one and the same frame may have, levels of 255; a copy is encoded anew. */
const ALIKE = { original: 3, copy: 5 } as const
/** A neighbour must not be this much nearer than the frame itself. */
const NEARER = 0.5

declare function benchGrid(columns: number, rows: number): number[]

/** Compares random frames on screen with the server's exact decode of them and of their neighbours. */
export async function compareClip(
  clip: BenchClip,
  show: (index: number) => Promise<unknown>,
  page: Page,
  isCopy: boolean,
): Promise<{ frames: number; wrong: number; worst: number }> {
  const rng = createRng(`compare ${clip.name}`)
  const last = clip.video.ptsUs.length - 1
  const chosen = [...new Set([0, last, ...Array.from({ length: FRAMES - 2 }, () => rng.int(last + 1))])]
  const wanted = [...new Set(chosen.flatMap((at) => [at - 1, at, at + 1]))].filter((at) => at >= 0 && at <= last)
  const exact = new Map<number, number[]>()
  const sorted = wanted.sort((a, b) => a - b)
  for await (const { index, data, width, height } of decodeFrames(
    clip.source,
    sorted,
    'native',
    undefined,
    clip.probe.frameTable,
  ))
    exact.set(index, greys(data, width, height))
  let wrong = 0
  let worst = 0
  for (const index of chosen) {
    if (last > 0) await show(index === 0 ? last : 0)
    if (last > 0) await show(index)
    const shown = await page.evaluate(
      ([c, r]) => (globalThis as unknown as { benchGrid: typeof benchGrid }).benchGrid(c, r),
      [COLUMNS, ROWS] as const,
    )
    const off = (at: number) => difference(shown, exact.get(at))
    const nearest = Math.min(off(index - 1), off(index + 1))
    worst = Math.max(worst, off(index))
    if (off(index) > (isCopy ? ALIKE.copy : ALIKE.original) || nearest < off(index) - NEARER) wrong++
  }
  return { frames: chosen.length, wrong, worst }
}

function greys(data: Uint8Array, width: number, height: number): number[] {
  const sums = new Float64Array(COLUMNS * ROWS)
  const counts = new Float64Array(COLUMNS * ROWS)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const cell = Math.floor((y * ROWS) / height) * COLUMNS + Math.floor((x * COLUMNS) / width)
      sums[cell] = (sums[cell] ?? 0) + ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
  return [...sums].map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1))
}

function difference(a: readonly number[], b: readonly number[] | undefined): number {
  if (!b) return Number.POSITIVE_INFINITY
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length
}
