import { availableParallelism } from 'node:os'
import { type EngineDescription, engineChanges, type FrameResult, type ModelManifest } from '@/lib/domain/proposals'
import type { RegisteredModel, ScoringEngine } from '@/lib/services/proposals'
import type { EngineOptions } from '../engine-options'
import { EngineProcess, type EngineProcessOptions, type ScoreRequest } from '../engine-process'
import { Budget, type Grant } from './budget'
import { type ServerShare, Servers } from './server-requests'

export type EngineKind = ModelManifest['engine']

/** Engines of small networks side by side: while one waits for its decoder or the database, the other has the cores. */
const FRAME_ENGINES = 2
/** Clips that use servers side by side. The manifest limits how many requests are in flight at once. */
const SERVER_CLIPS = 8

/** CPU threads of each engine of small networks; they share what the worker may use. */
export function frameEngineThreads(threads = availableParallelism()): number[] {
  const engines = Math.max(1, Math.min(FRAME_ENGINES, threads))
  return Array.from(
    { length: engines },
    (_, place) => Math.floor(threads / engines) + (place < threads % engines ? 1 : 0),
  )
}

/**
 * How many clips a worker scores at once with engines of a kind. One checkpoint fills a GPU.
 * @param threads CPU threads that the engines may use together, all cores when absent
 */
export function engineLanes(threads?: number): Record<EngineKind, number> {
  return { 'frame-onnx': frameEngineThreads(threads).length, 'vlm-onnx': 1, openai: SERVER_CLIPS }
}

/** A registered version and its folder. */
export type PooledModel = { folder: string; root?: string; sha256: string; manifest: ModelManifest }

/** An engine that scores one clip for its holder, who gives it back. */
export type EngineLease = {
  start(signal?: AbortSignal): Promise<EngineDescription>
  score(request: ScoreRequest): AsyncGenerator<FrameResult[]>
  giveBack(): void
  /** Of the process, while one runs. */
  readonly pid: number | undefined
}

/** Idle engines use memory that others may need; a checkpoint takes minutes to load again. */
const IDLE_MS: Record<EngineKind, number> = { 'frame-onnx': 120_000, 'vlm-onnx': 1_800_000, openai: 120_000 }

/** A server takes longer for a frame than its decoder, and many clips ask it at once. */
const SERVER_KEPT_BYTES = 32 * 2 ** 20

type Opened = { model: PooledModel; process: EngineProcess }
type Slot = { options: EngineOptions; opened: Opened | null; isTaken: boolean; usedAt: number; idle?: NodeJS.Timeout }
type Lane = { slots: Slot[]; places: Budget }

export type EnginePoolOptions = { engine?: EngineOptions; entry?: string; idleMs?: number }

/**
 * The engines of one worker, each in a separate process and with one clip at a time, so that a clip or a runtime that
 * crashes affects only that clip. A clip of a model that an idle engine has open starts without loading it again.
 */
export class EnginePool {
  readonly #lanes: Record<EngineKind, Lane>
  readonly #servers = new Servers()
  readonly #options: EnginePoolOptions
  #uses = 0
  #isClosed = false

  constructor(options: EnginePoolOptions = {}) {
    this.#options = options
    const engine = options.engine ?? {}
    const lanes = engineLanes(engine.threads)
    const lane = (slots: EngineOptions[]): Lane => ({
      slots: slots.map((own) => ({ options: own, opened: null, isTaken: false, usedAt: 0 })),
      places: new Budget(() => slots.length),
    })
    this.#lanes = {
      'frame-onnx': lane(frameEngineThreads(engine.threads).map((threads) => ({ ...engine, threads }))),
      'vlm-onnx': lane(Array.from({ length: lanes['vlm-onnx'] }, () => engine)),
      openai: lane(Array.from({ length: lanes.openai }, () => ({ keptBytes: SERVER_KEPT_BYTES, ...engine }))),
    }
  }

  /**
   * An engine for one clip; waits while all of its kind are at work.
   * @throws the signal's reason when it aborts before
   */
  async take(model: PooledModel, signal?: AbortSignal): Promise<EngineLease> {
    const lane = this.#lanes[model.manifest.engine]
    const place = await lane.places.take(() => 1, signal)
    if (this.#isClosed) {
      place.giveBack()
      throw closed()
    }
    const slot = freeSlot(lane.slots, model)
    slot.isTaken = true
    clearTimeout(slot.idle)
    const server = this.#servers.join(model.manifest)
    let isBack = false
    const giveBack = () => {
      if (isBack) return
      isBack = true
      server?.leave()
      this.#free(slot, place, model.manifest.engine)
    }
    try {
      const process = await this.#processFor(slot, model)
      return {
        start: async (given) => (await process.start(given)).description,
        score: (request) => scoreWithin(server, process, request),
        giveBack,
        get pid() {
          return process.pid
        },
      }
    } catch (error) {
      giveBack()
      throw error
    }
  }

  /** Ends every engine, also those at work. */
  async close(): Promise<void> {
    this.#isClosed = true
    const slots = Object.values(this.#lanes).flatMap(({ slots: own }) => own)
    await Promise.all(slots.map((slot) => endEngine(slot)))
  }

  async #processFor(slot: Slot, model: PooledModel): Promise<EngineProcess> {
    if (slot.opened && isSame(slot.opened.model, model)) return slot.opened.process
    await endEngine(slot)
    if (this.#isClosed) throw closed()
    const { entry } = this.#options
    const options: EngineProcessOptions = { ...model, engine: slot.options, ...(entry !== undefined && { entry }) }
    slot.opened = { model, process: new EngineProcess(options) }
    return slot.opened.process
  }

  #free(slot: Slot, place: Grant, kind: EngineKind): void {
    this.#uses += 1
    slot.usedAt = this.#uses
    slot.isTaken = false
    slot.idle = setTimeout(() => void endEngine(slot), this.#options.idleMs ?? IDLE_MS[kind]).unref()
    place.giveBack()
  }
}

function closed(): Error {
  return new Error('The engines are closed.')
}

/** Never more requests at once than the server takes. */
async function* scoreWithin(
  server: ServerShare | null,
  process: EngineProcess,
  request: ScoreRequest,
): AsyncGenerator<FrameResult[]> {
  if (!server) return yield* process.score(request)
  const grant = await server.take(request.indices.length, request.signal)
  try {
    yield* process.score({ ...request, mostAtOnce: grant.units })
  } finally {
    grant.giveBack()
  }
}

/** The one that has the model open, else an empty one, else the one that was idle for longest. */
function freeSlot(slots: readonly Slot[], model: PooledModel): Slot {
  const free = slots.filter(({ isTaken }) => !isTaken).sort((a, b) => a.usedAt - b.usedAt)
  const slot =
    free.find(({ opened }) => opened && isSame(opened.model, model)) ?? free.find(({ opened }) => !opened) ?? free[0]
  if (!slot) throw new Error('The engine to return is not in the pool.')
  return slot
}

function isSame(a: PooledModel, b: PooledModel): boolean {
  return a.folder === b.folder && a.sha256 === b.sha256 && engineChanges(a.manifest, b.manifest).length === 0
}

async function endEngine(slot: Slot): Promise<void> {
  const { opened } = slot
  slot.opened = null
  await opened?.process.stop()
}

/** An engine is taken when a clip begins and kept until it ends, because its decoder remembers the clip's frames. */
export function holdEngine(pool: EnginePool, placeOf: (model: RegisteredModel) => PooledModel) {
  let lease: EngineLease | null = null
  function open(model: RegisteredModel): ScoringEngine {
    const wanted = placeOf(model)
    async function held(signal: AbortSignal): Promise<EngineLease> {
      lease ??= await pool.take(wanted, signal)
      return lease
    }
    return {
      start: async (signal) => (await held(signal)).start(signal),
      async *score(request) {
        yield* (await held(request.signal)).score(request)
      },
    }
  }
  return { open, giveBack: () => lease?.giveBack() }
}
