import type { CDPSession, Page } from '@playwright/test'
import { bench, say } from './support/bench'
import { nextReady, openLabelBench } from './support/label-bench'

const TASKS = 200
const EVERY = 20
/** What a later stretch may hold more than an early one. */
const GROWTH_LIMIT = 1.15
/** Decoded frames of everything mounted and claimed. */
const IMAGE_LIMIT_BYTES = 512 * 1024 * 1024

type Sample = { task: number; heapMb: number; imageMb: number; canvasMb: number; nodes: number; canvases: number }

async function count(cdp: CDPSession, prototype: string, reader: string): Promise<number> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: `globalThis.${prototype}?.prototype` })
  if (!result.objectId) return 0
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId })
  const read = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: `function () { return this.reduce((sum, one) => sum + (${reader})(one), 0) }`,
    returnByValue: true,
  })
  await cdp.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' })
  return Number(read.result.value)
}

/** After a forced collection; detached nodes count, and so do pictures that nobody closed. */
async function take(page: Page, cdp: CDPSession, task: number): Promise<Sample> {
  for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0
  const frames = await count(cdp, 'VideoFrame', '(frame) => (frame.format === null ? 0 : frame.allocationSize())')
  const bitmaps = await count(cdp, 'ImageBitmap', '(bitmap) => bitmap.width * bitmap.height * 4')
  const canvasBytes = await count(cdp, 'HTMLCanvasElement', '(canvas) => canvas.width * canvas.height * 4')
  const canvases = await count(cdp, 'HTMLCanvasElement', '() => 1')
  const mb = (bytes: number) => Math.round(bytes / 2 ** 17) / 8
  const sample = {
    task,
    heapMb: mb(metric('JSHeapUsedSize')),
    imageMb: mb(frames + bitmaps),
    canvasMb: mb(canvasBytes),
    nodes: metric('Nodes'),
    canvases,
  }
  say(JSON.stringify(sample))
  await page.bringToFront()
  return sample
}

await bench('memory', async (atEnd) => {
  const screen = await openLabelBench(TASKS + 10)
  atEnd(() => screen.close())
  const { page, context } = screen
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable')
  const samples: Sample[] = []
  for (let task = 1; task <= TASKS; task++) {
    await nextReady(page)
    for (const key of ['n', 'm', 'w', 'Enter']) await page.keyboard.press(key)
    if (task % EVERY !== 0) continue
    await nextReady(page)
    samples.push(await take(page, cdp, task))
  }
  // The least of each stretch: a video pair has more nodes than a frame pair, and what leaks stays in every sample.
  const of = (key: keyof Sample, from: number, to: number) =>
    Math.min(...samples.filter(({ task }) => task >= from && task <= to).map((sample) => sample[key]))
  const growth = (key: keyof Sample) => Math.round((of(key, 160, 200) / Math.max(1, of(key, 20, 60))) * 1000) / 1000
  const imageMb = Math.max(...samples.map((sample) => sample.imageMb))
  const grown = { heap: growth('heapMb'), nodes: growth('nodes'), canvases: growth('canvases') }
  const ok = Math.max(...Object.values(grown)) <= GROWTH_LIMIT && imageMb * 2 ** 20 <= IMAGE_LIMIT_BYTES
  const figures = { growth: grown, imageMb, imageLimitMb: IMAGE_LIMIT_BYTES / 2 ** 20, last: samples.at(-1) }
  const value = grown.heap
  return { value, unit: '×', limit: GROWTH_LIMIT, ok, tasks: TASKS, ...figures }
})
