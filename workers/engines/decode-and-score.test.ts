import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FrameResult } from '@/lib/domain/proposals'
import { ClipScoringError } from './engine-errors'
import { EngineProcess } from './engine-process'
import { TINY_MODEL } from './frame-onnx/fixtures/paint'

/** 24 frames of 128×64 at 24 frames/s, made by training/fixtures/make_red_clip.sh. */
const CLIP = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child/fixtures/red-from-frame-12.webm')
// WebM counts in milliseconds.
const table = { ptsUs: Array.from({ length: 24 }, (_, index) => Math.round((index * 1000) / 24) * 1000) }
const display = { width: 128, height: 64 }
const engineOptions = { providers: ['cpu'], threads: 1, batchSize: 4 }
const engine = new EngineProcess({ folder: TINY_MODEL, engine: engineOptions })
let letterboxed: string

beforeAll(async () => {
  letterboxed = await mkdtemp(path.join(tmpdir(), 'framejury-letterbox-'))
  await cp(TINY_MODEL, letterboxed, { recursive: true })
  const manifest = JSON.parse(await readFile(path.join(letterboxed, 'model.json'), 'utf8'))
  const thresholds = { ...manifest.thresholds, heatmap: 0.4 }
  await writeFile(path.join(letterboxed, 'model.json'), JSON.stringify({ ...manifest, fit: 'letterbox', thresholds }))
})
afterAll(async () => {
  await engine.stop()
  await rm(letterboxed, { recursive: true })
})

async function score(process: EngineProcess, file: string, indices: number[]): Promise<FrameResult[]> {
  const results: FrameResult[] = []
  for await (const batch of process.score({ path: file, indices, table, prompt: '', display })) results.push(...batch)
  return results
}

test('the frames of a real clip are decoded and scored in the engine’s process', async () => {
  const indices = [0, 5, 11, 12, 13, 20, 23]
  const results = await score(engine, CLIP, indices)
  expect(results.map(({ index }) => index)).toEqual(indices)
  for (const { index, ptsUs, score, boxes } of results) {
    expect(Math.abs(ptsUs - (index * 1e6) / 24)).toBeLessThan(1000)
    if (index < 12) expect({ score: Math.round(score), boxes }).toEqual({ score: 5, boxes: [] })
    else expect(boxes.map(({ box }) => box)).toEqual([{ x: 0.375, y: 0.375, w: 0.25, h: 0.25 }])
  }
})

test('a letterboxed input gives boxes of the display frame', async () => {
  const process = new EngineProcess({ folder: letterboxed, engine: engineOptions })
  const [result] = await score(process, CLIP, [12])
  await process.stop()
  // The picture is rows 8–24 of the input; the square's rows 14–18 fill half of two rows of cells, 12–20.
  expect(result?.boxes[0]?.box).toEqual({ x: 0.375, y: 0.25, w: 0.25, h: 0.5 })
})

test('a file that is no clip fails alone, with the decoder’s reason', async () => {
  const file = path.join(letterboxed, 'model.json')
  await expect(score(engine, file, [0])).rejects.toThrow(ClipScoringError)
  expect(await score(engine, CLIP, [12])).toHaveLength(1)
})

test('[PP15] a clip that is gone is told without the place where it was stored', async () => {
  const failed = score(engine, path.join(letterboxed, 'gone.webm'), [0])
  await expect(failed).rejects.toThrow(/no such file or directory, open 'the clip'/)
  expect(await score(engine, CLIP, [12])).toHaveLength(1)
})
