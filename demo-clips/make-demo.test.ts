import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { probeVideo } from '@/workers/media'
import { ClipTruth, DEMO_GENERATORS, demoClips, demoFileName } from './index'
import { makeDemo } from './make-demo'

const PROMPT = 'p09'
const clips = demoClips().filter(({ promptId }) => promptId === PROMPT)
let outDir: string

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'framejury-demo-'))
  await makeDemo({ outDir, promptIds: [PROMPT] })
}, 120_000)
afterAll(() => rm(outDir, { recursive: true, force: true }))

test('the manifest names one file a generator', async () => {
  const rows: Record<string, string>[] = parse(await readFile(join(outDir, 'manifest.csv')), { columns: true })
  expect(rows.map((row) => row['file'])).toEqual(clips.map(demoFileName))
  expect(rows.map((row) => row['generator'])).toEqual(DEMO_GENERATORS.map(({ name }) => name))
  expect(new Set(rows.map((row) => row['mode']))).toEqual(new Set(['i2v']))
})

test('every file holds its frames at its rate, and its truth counts the same frames', async () => {
  for (const spec of clips) {
    const file = demoFileName(spec)
    const probe = await probeVideo(join(outDir, file))
    const truth = ClipTruth.parse(JSON.parse(await readFile(join(outDir, 'truth', `${file}.json`), 'utf8')))
    expect(truth.frameCount).toBe(spec.frameCount)
    expect(probe.fps).toBeCloseTo(spec.fps, 1)
    expect([probe.displayWidth, probe.displayHeight]).toEqual([truth.width, truth.height])
    expect(probe.durationUs).toBeCloseTo((spec.frameCount / spec.fps) * 1e6, -2)
  }
})

test('progress counts to the end and a stop is obeyed', async () => {
  const stop = new AbortController()
  const seen: number[] = []
  const stopped = makeDemo({
    outDir,
    promptIds: [PROMPT],
    concurrency: 1,
    signal: stop.signal,
    onProgress: ({ done }) => {
      seen.push(done)
      stop.abort(new Error('stopped'))
    },
  })
  await expect(stopped).rejects.toThrow('stopped')
  expect(seen).toEqual([1])
})
