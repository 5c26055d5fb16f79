import { createStore } from 'zustand/vanilla'
import type { PlannedFile, UploadPlan } from './plan-upload'

export type UploadFileState = 'waiting' | 'sending' | 'sent' | 'failed'
export type UploadFile = { file: string; size: number; sent: number; state: UploadFileState; error: string | null }
export type UploadState = {
  /** `stopped`: some files failed, or opening or starting the import did; a person decides. */
  phase: 'idle' | 'sending' | 'starting' | 'stopped' | 'started'
  importId: string | null
  files: UploadFile[]
  error: string | null
}

/** What the queue does to the world. */
export type UploadPorts = {
  open(source: string): Promise<{ importId: string }>
  send(
    given: PlannedFile & { importId: string; onProgress: (sentBytes: number) => void; signal: AbortSignal },
  ): Promise<void>
  start(given: { importId: string; plan: UploadPlan }): Promise<void>
  inWords(error: unknown): string
}

const IDLE: UploadState = { phase: 'idle', importId: null, files: [], error: null }

/** Sends the files of a plan, a few at a time, and then starts the import. Headless: views read its `state`. */
export class UploadQueue {
  /** What views show. */
  readonly state = createStore(() => IDLE)
  readonly #ports: UploadPorts
  readonly #parallel: number
  #plan: UploadPlan | null = null
  #abort = new AbortController()

  constructor(ports: UploadPorts, parallel = 3) {
    this.#ports = ports
    this.#parallel = parallel
  }

  /** @param importId an open import to continue; files it already has count as sent */
  async begin(plan: UploadPlan, source: string, importId: string | null = null): Promise<void> {
    this.#plan = plan
    this.#abort = new AbortController()
    const files = plan.send.map(
      ({ file, size }): UploadFile => ({ file, size, sent: 0, state: 'waiting', error: null }),
    )
    this.#set({ phase: 'sending', importId, files, error: null })
    const { signal } = this.#abort
    try {
      if (!importId) this.#set({ importId: (await this.#ports.open(source)).importId })
      if (!signal.aborted) await this.#sendWaiting()
    } catch (error) {
      this.#stop(error, signal)
    }
  }

  /** Sends again the files that failed; if all had arrived, starts the import again. */
  async retry(): Promise<void> {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    this.#set({
      phase: 'sending',
      error: null,
      files: this.state
        .getState()
        .files.map((file) => (file.state === 'failed' ? { ...file, state: 'waiting', sent: 0, error: null } : file)),
    })
    await this.#sendWaiting().catch((error: unknown) => this.#stop(error, signal))
  }

  /** Starts the import with the files that have arrived. */
  async startWithout(): Promise<void> {
    const { signal } = this.#abort
    await this.#start().catch((error: unknown) => this.#stop(error, signal))
  }

  /** Forgets everything here; the open import stays on the server. */
  reset(): void {
    this.#abort.abort()
    this.#plan = null
    this.state.setState(IDLE, true)
  }

  async #sendWaiting(): Promise<void> {
    const { signal } = this.#abort
    await Promise.all(Array.from({ length: this.#parallel }, () => this.#lane(signal)))
    if (signal.aborted) return
    if (this.state.getState().files.some(({ state }) => state === 'failed')) this.#set({ phase: 'stopped' })
    else await this.#start()
  }

  async #lane(signal: AbortSignal): Promise<void> {
    const { importId } = this.state.getState()
    for (let at = this.#nextWaiting(); at >= 0 && importId && !signal.aborted; at = this.#nextWaiting()) {
      const planned = this.#plan?.send[at]
      if (!planned) return
      this.#setFile(at, { state: 'sending' })
      try {
        const onProgress = (sent: number) => signal.aborted || this.#setFile(at, { sent })
        await this.#ports.send({ ...planned, importId, onProgress, signal })
        if (!signal.aborted) this.#setFile(at, { state: 'sent', sent: planned.size })
      } catch (error) {
        if (!signal.aborted) this.#setFile(at, { state: 'failed', error: this.#ports.inWords(error) })
      }
    }
  }

  #nextWaiting(): number {
    return this.state.getState().files.findIndex(({ state }) => state === 'waiting')
  }

  async #start(): Promise<void> {
    const { importId } = this.state.getState()
    const { signal } = this.#abort
    if (!importId || !this.#plan) return
    this.#set({ phase: 'starting', error: null })
    await this.#ports.start({ importId, plan: this.#plan })
    if (!signal.aborted) this.#set({ phase: 'started' })
  }

  #stop(error: unknown, signal: AbortSignal): void {
    if (!signal.aborted) this.#set({ phase: 'stopped', error: this.#ports.inWords(error) })
  }

  #setFile(at: number, change: Partial<UploadFile>): void {
    this.#set({
      files: this.state.getState().files.map((file, index) => (index === at ? { ...file, ...change } : file)),
    })
  }

  #set(change: Partial<UploadState>): void {
    this.state.setState(change)
  }
}
