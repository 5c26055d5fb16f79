import type { ModelManifest } from '@/lib/domain/proposals'
import { Budget, type Grant } from './budget'

/** The part of one clip in the requests that its server is asked at once. */
export type ServerShare = {
  /**
   * Takes an equal share with the other clips, all for a single clip, for at most so many frames; waits while none is
   * free.
   */
  take(frames: number, signal?: AbortSignal): Promise<Grant>
  leave(): void
}

type Server = { budget: Budget; most: () => number; clips: number[] }

function newServer(): Server {
  /** What the manifest of each active clip allows. If they differ, the smallest number applies to all. */
  const clips: number[] = []
  const most = () => Math.min(...clips)
  return { clips, most, budget: new Budget(most) }
}

/** The servers by address, whatever models and versions are asked there. */
export class Servers {
  readonly #servers = new Map<string, Server>()

  /** Null for an engine that asks no server. */
  join(manifest: ModelManifest): ServerShare | null {
    if (manifest.engine !== 'openai') return null
    const { baseUrl, concurrency } = manifest.server
    const address = baseUrl.replace(/\/+$/, '')
    const server = this.#servers.get(address) ?? newServer()
    this.#servers.set(address, server)
    const { budget, most, clips } = server
    clips.push(concurrency)
    return {
      take: (frames, signal) => budget.take(() => Math.min(frames, Math.ceil(most() / clips.length)), signal),
      leave() {
        clips.splice(clips.indexOf(concurrency), 1)
        budget.share()
      },
    }
  }
}
