import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FrameTable } from '@/lib/domain/media'
import {
  engineChanges,
  type FrameResult,
  folderError,
  type ModelFolder,
  ModelFolderError,
  type ModelManifest,
} from '@/lib/domain/proposals'
import { readModelFolder } from '@/lib/services/proposals'
import { ForkedChild } from '../process/forked-child'
import { type EngineInfo, Reply, type Request } from './child/protocol'
import { ClipScoringError, EngineProcessError, EngineStartError } from './engine-errors'
import type { EngineOptions } from './engine-options'

const ENTRY = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child/main.ts')

/** A forked process with decoder and engine. Of the keys of servers it knows the one that its model names. */
class EngineChild extends ForkedChild<Request, Reply> {
  constructor({ manifest }: ModelFolder, entry = ENTRY) {
    const key = manifest.engine === 'openai' ? manifest.server.apiKeyEnv : undefined
    super({
      entry,
      reply: Reply,
      role: 'engine',
      failure: (message) => new EngineProcessError(message),
      alsoEnvironment: key === undefined ? [] : [key],
    })
  }
}

export type EngineProcessOptions = {
  folder: string
  /** The folder that must contain the model's files, links followed; anywhere when absent. */
  root?: string
  /** SHA-256 the model was registered with; another graph is refused. */
  sha256?: string
  /** Manifest of the registered version; a folder whose engine would work otherwise is refused. */
  manifest?: ModelManifest
  engine?: EngineOptions
  /** For loading and warming up the model; default two minutes, ten for a VLM. */
  startTimeoutMs?: number
  /** The longest silence between two batches; default likewise. */
  silenceTimeoutMs?: number
  /** The module to fork; default the one with the real decoder. */
  entry?: string
}

export type ScoreRequest = {
  path: string
  /** Ascending source indices. */
  indices: readonly number[]
  /** From the probe: long gaps are crossed by seeking in it. */
  table: FrameTable
  prompt: string
  /** Display size of the clip in pixels, after rotation and sample aspect. */
  display: { width: number; height: number }
  /** Frames that the engine works at once, at most; what it can when absent. */
  mostAtOnce?: number
  signal?: AbortSignal
}

/** A checkpoint of 15 GB loads slowly, writes whole sentences and may be asked twice; a server is waited for when it is busy. */
export const PATIENCE_MS: Record<ModelFolder['engine'], number> = {
  'frame-onnx': 120_000,
  openai: 600_000,
  'vlm-onnx': 600_000,
}

/**
 * An engine in a separate process, started when first needed and again after it was killed or died,
 * so that a bad clip or a crashing runtime costs only one clip. Scores one clip at a time.
 */
export class EngineProcess {
  readonly #options: EngineProcessOptions
  #child: EngineChild | null = null
  #info: EngineInfo | null = null
  #patienceMs = PATIENCE_MS['frame-onnx']
  #busy = false

  constructor(options: EngineProcessOptions) {
    this.#options = options
  }

  /** Of the running process; undefined when none runs. */
  get pid(): number | undefined {
    return this.#child?.alive ? this.#child.pid : undefined
  }

  /**
   * Starts the engine if needed and returns its description.
   * @throws ModelFolderError when the model cannot be used, EngineStartError when the process fails
   */
  async start(signal?: AbortSignal): Promise<EngineInfo> {
    if (this.#child?.alive && this.#info) return this.#info
    await this.stop()
    const model = await readModelFolder(this.#options.folder, this.#options)
    if (this.#options.manifest) refuseChanged(model, this.#options.manifest)
    this.#patienceMs = PATIENCE_MS[model.engine]
    const child = new EngineChild(model, this.#options.entry)
    this.#child = child
    try {
      child.send({ type: 'open', model, options: this.#options.engine ?? {} })
      const reply = await child.take(this.#options.startTimeoutMs ?? this.#patienceMs, 'opening the model', signal)
      this.#info = openedInfo(reply)
      return this.#info
    } catch (error) {
      await this.stop()
      throw error instanceof EngineProcessError ? new EngineStartError(error.message) : error
    }
  }

  /**
   * Scores frames of one clip; yields each batch as soon as it is done. Aborting, or leaving the loop early, kills the
   * process.
   * @throws ClipScoringError when this clip cannot be decoded or scored (the process stays alive)
   * @throws EngineProcessError when the process died or did not respond (the next clip gets a new one)
   * @throws the signal's reason when aborted
   */
  async *score({ signal, table, ...clip }: ScoreRequest): AsyncGenerator<FrameResult[]> {
    if (this.#busy) throw new Error('This engine process is scoring another clip; use one process per clip.')
    this.#busy = true
    let idle = true
    try {
      signal?.throwIfAborted()
      await this.start(signal)
      const child = this.#child
      if (!child) throw new EngineProcessError('The engine process was stopped before it could score.')
      child.send({
        type: 'score',
        ...clip,
        path: path.resolve(clip.path),
        indices: [...clip.indices],
        ptsUs: [...table.ptsUs],
      })
      idle = false
      for (;;) {
        const silenceMs = this.#options.silenceTimeoutMs ?? this.#patienceMs
        const reply = await child.take(silenceMs, `scoring ${path.basename(clip.path)}`, signal)
        idle = reply.type === 'finished' || reply.type === 'failed'
        if (reply.type === 'finished') return
        yield scoredResults(reply)
      }
    } finally {
      if (!idle) await this.stop()
      this.#busy = false
    }
  }

  /** Kills the process; the next clip starts another. */
  async stop(): Promise<void> {
    const child = this.#child
    this.#child = null
    this.#info = null
    await child?.kill()
  }
}

/** Source: docs/spec/proposals.md [PP12] */
function refuseChanged({ folder, manifest }: ModelFolder, registered: ModelManifest): void {
  const changes = engineChanges(registered, manifest)
  if (changes.length === 0) return
  throw folderError(folder, [
    `model.json has other values of ${changes.join(', ')} than the registered ${registered.name} ${registered.version}.`,
    'Put them back, or raise "version" in model.json, register it as a new version, and run that.',
  ])
}

function openedInfo(reply: Reply): EngineInfo {
  if (reply.type === 'opened') return reply.info
  if (reply.type === 'refused') throw new ModelFolderError(reply.reason)
  throw new EngineProcessError(`The engine process answered "${reply.type}" when asked to open a model.`)
}

function scoredResults(reply: Reply): FrameResult[] {
  if (reply.type === 'scored') return reply.results
  if (reply.type === 'failed') throw new ClipScoringError(reply.reason, reply.fault)
  throw new EngineProcessError(`The engine process answered "${reply.type}" when asked to score.`)
}
