import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { contentArea, type Engine, type EngineFrame, type SampledClip } from '@/lib/domain/proposals'
import { decodeFrames, probeVideo } from '@/workers/media'
import type { Kind } from './clips'
import type { DrawnClip } from './draw-clip'

const Scores = z.object({ durationUs: z.number(), ptsUs: z.array(z.number()), scores: z.array(z.number()) })

/** A clip with the model's score and the truth of every one of its frames. */
export type JudgedClip = Omit<SampledClip, 'settings'> & {
  name: string
  prompt: string
  kind: Kind
  scores: readonly number[]
  /** How many distortions can be seen on each frame. */
  damage: readonly number[]
}

/** Scores every frame of a clip, decoded from its file; read from beside it when the model has done so before. */
export async function scoreClip(clip: DrawnClip, engine: Engine, modelSum: string): Promise<JudgedClip> {
  const folder = path.join(path.dirname(clip.file), `scores-${modelSum.slice(0, 16)}`)
  const stored = path.join(folder, `${clip.name}.json`)
  if (!existsSync(stored)) {
    await mkdir(folder, { recursive: true })
    await writeFile(`${stored}.part`, JSON.stringify(await scored(clip, engine)))
    await rename(`${stored}.part`, stored)
  }
  const { durationUs, ptsUs, scores } = Scores.parse(JSON.parse(await readFile(stored, 'utf8')))
  const { name, prompt, kind, labels } = clip
  if (scores.length !== labels.length)
    throw new Error(`${clip.file} has ${scores.length} frames, not ${labels.length}.`)
  return { name, prompt, kind, table: { ptsUs }, durationUs, scores, damage: labels.map((found) => found.length) }
}

async function scored(clip: DrawnClip, engine: Engine): Promise<z.infer<typeof Scores>> {
  const { frameTable, durationUs, displayWidth, displayHeight } = await probeVideo(clip.file)
  const signal = new AbortController().signal
  const content = contentArea({ width: displayWidth, height: displayHeight }, engine.inputSize)
  const indices = frameTable.ptsUs.map((_, index) => index)
  const scores: number[] = []
  let batch: EngineFrame[] = []
  async function flush(): Promise<void> {
    scores.push(...(await engine.infer(batch, clip.spec.prompt, signal)).map(({ score }) => score))
    batch = []
  }
  for await (const frame of decodeFrames(clip.file, indices, engine.inputSize, signal, frameTable)) {
    // The decoder reuses its memory for the next frame.
    batch.push({ ...frame, data: new Uint8Array(frame.data), content })
    if (batch.length === engine.batchSize) await flush()
  }
  if (batch.length > 0) await flush()
  return { durationUs, ptsUs: [...frameTable.ptsUs], scores }
}
