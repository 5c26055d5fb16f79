import { createStore } from 'zustand/vanilla'
import {
  createMemoryJournal,
  createTabLock,
  type Journal,
  Link,
  type Owner,
  openJournal,
  type TabLock,
} from '@/components/outbox'
import { warmPair } from '../panel'
import { newId } from '../store'
import { LabelOperation, type SentContent } from './operations'
import { createQueueApi, releaseOnLeave } from './queue-api'
import { QueueController, type QueueOptions } from './queue-controller'

export type SessionView =
  | { at: 'starting' }
  /** Another tab labels this project; it did before this one, or took over from it. */
  | { at: 'elsewhere'; took: boolean }
  | { at: 'queue'; queue: QueueController }

type Options = { owner: Owner; name: string } & Pick<QueueOptions, 'onSent' | 'onRefused'>

/** One tab's work at the queue of a project: it takes the lock, opens the journal, then works the queue. */
export class LabelSession {
  readonly view = createStore<SessionView>(() => ({ at: 'starting' }))
  readonly #options: Options
  readonly #link = new Link(Math.random)
  readonly #lock: TabLock
  readonly #stopListening: () => void
  #journal: Journal<SentContent> | null = null
  #closed = false

  constructor(options: Options) {
    const { owner } = options
    this.#options = options
    this.#lock = createTabLock({
      name: `fj-label:${owner.userId}:${owner.projectId}`,
      onAsked: async () => this.#queue()?.stop(),
      onLost: () => {
        this.#queue()?.abandon()
        this.#become({ at: 'elsewhere', took: true })
      },
    })
    this.#stopListening = listenToPage({
      retry: () => this.#link.status() !== 'signed-out' && this.#link.tryNow(),
      hide: () => this.#queue()?.flush(),
      leave: () => this.#releaseAhead(),
      activity: () => this.#queue()?.noteActivity(),
    })
    void this.#begin()
  }

  /** Labels here instead of in the other tab. */
  async takeOver(): Promise<void> {
    this.#become({ at: 'starting' })
    await this.#lock.takeOver()
    await this.#work()
  }

  /** Tries again now: the person has signed in. */
  retry(): void {
    this.#link.tryNow()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    this.#releaseAhead()
    await this.#queue()?.finish()
    this.#link.stop()
    this.#lock.release()
    this.#journal?.close()
  }

  #queue(): QueueController | null {
    const view = this.view.getState()
    return view.at === 'queue' ? view.queue : null
  }

  #become(view: SessionView): void {
    if (!this.#closed) this.view.setState(view, true)
  }

  async #begin(): Promise<void> {
    if (await this.#lock.acquire()) await this.#work()
    else this.#become({ at: 'elsewhere', took: false })
  }

  async #work(): Promise<void> {
    const { owner, name, onSent, onRefused } = this.#options
    const { journal, stored } = await loadJournal(owner)
    if (this.#closed) {
      journal.close()
      return
    }
    this.#journal = journal
    const others = await journal.ofOthers(owner.userId).catch(() => [])
    await journal.remember({ userId: owner.userId, name }).catch(() => undefined)
    const queue = new QueueController({
      owner,
      journal,
      stored,
      others,
      link: this.#link,
      api: createQueueApi(owner),
      warm: warmPair,
      newId,
      nowMs: () => performance.now(),
      wallClock: () => Date.now(),
      onSent,
      onRefused,
    })
    this.#become({ at: 'queue', queue })
    queue.start()
  }

  #releaseAhead(): void {
    for (const { assignmentId, fence } of this.#queue()?.leasesAhead() ?? []) releaseOnLeave(assignmentId, fence)
  }
}

/** The journal with what it holds; in memory where the browser keeps nothing, which the screen then says. */
async function loadJournal(
  owner: Owner,
): Promise<{ journal: Journal<SentContent>; stored: readonly LabelOperation[] }> {
  try {
    const journal = await openJournal(LabelOperation)
    return { journal, stored: await journal.load(owner) }
  } catch {
    return { journal: createMemoryJournal(), stored: [] }
  }
}

type PageEvents = { retry: () => unknown; hide: () => unknown; leave: () => unknown; activity: () => unknown }

const ACTIVITY = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

function listenToPage({ retry, hide, leave, activity }: PageEvents): () => void {
  const end = new AbortController()
  const options = { signal: end.signal, passive: true }
  const visible = () => (document.visibilityState === 'visible' ? retry() : hide())
  globalThis.addEventListener('online', retry, options)
  // Not believed: only a reason to look.
  globalThis.addEventListener('offline', retry, options)
  document.addEventListener('visibilitychange', visible, options)
  globalThis.addEventListener('pagehide', leave, options)
  // A page out of the back-forward cache has given back what it held ahead.
  globalThis.addEventListener('pageshow', ({ persisted }) => persisted && globalThis.location.reload(), options)
  for (const event of ACTIVITY) globalThis.addEventListener(event, activity, options)
  return () => end.abort()
}
