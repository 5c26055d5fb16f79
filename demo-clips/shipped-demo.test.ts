import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { decodeFrames } from '@/workers/media'
import { type ClipSpec, ClipTruth, demoClips, demoFileName, demoManifest, renderFrameRgb } from './index'
import { DEMO_MEDIA, demoTruthPath } from './shipped'
import { truthOf } from './truth'

/** Mean difference of a colour value, 0–255, that the encoder may leave; two neighbouring frames differ by more. */
const ENCODER_ERROR = 4
const REDRAW = 'The drawing has changed: run `npx tsx demo-clips/draw-demo.ts`.'

const clips = demoClips()

async function frameOf(spec: ClipSpec, index: number): Promise<Uint8Array> {
  for await (const { data } of decodeFrames(path.join(DEMO_MEDIA, demoFileName(spec)), [index])) return data
  throw new Error(`${demoFileName(spec)} has no frame ${index}.`)
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let total = 0
  for (let place = 0; place < a.length; place += 1) total += Math.abs((a[place] ?? 0) - (b[place] ?? 0))
  return total / a.length
}

test('the shipped clips show what the drawing code draws', async () => {
  for (const [place, spec] of clips.entries()) {
    const index = (7 * place + 5) % spec.frameCount
    const [shipped, drawn] = await Promise.all([frameOf(spec, index), renderFrameRgb(spec, index)])
    expect(shipped.length).toBe(drawn.length)
    expect(meanDifference(shipped, drawn), `${demoFileName(spec)}, frame ${index}. ${REDRAW}`).toBeLessThan(
      ENCODER_ERROR,
    )
  }
})

test('the shipped truth is what the specs of the clips plant', async () => {
  for (const [place, spec] of clips.entries()) {
    const file = demoFileName(spec)
    const shipped = ClipTruth.parse(JSON.parse(await readFile(demoTruthPath(file), 'utf8')))
    const { contentSeed: seed, promptId, generator, width, height, fps, frameCount } = spec
    expect(shipped, REDRAW).toMatchObject({ file, seed, promptId, generator, width, height, fps, frameCount })
    if (place % 10 === 0) expect(shipped, REDRAW).toEqual(truthOf(spec, file))
  }
})

test('the shipped manifest names the shipped clips', async () => {
  expect(await readFile(path.join(DEMO_MEDIA, 'manifest.csv'), 'utf8')).toBe(demoManifest(clips))
})
