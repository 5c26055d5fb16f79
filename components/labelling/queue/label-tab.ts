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
import { newId } from '../store'
import { LabelOperation, type SentContent } from './operations'
import { QueueController, type QueueOptions } from './queue-controller'

export type TabView =
  | { at: 'starting' }
  /** Another tab labels this project; it did before this one, or took over from it. */
  | { at: 'elsewhere'; took: boolean }
  | { at: 'queue'; queue: QueueController }

type Options = { owner: Owner; name: string } & Pick<QueueOptions, 'api' | 'warm' | 'onSent' | 'onRefused'>

/** A tab that labels a project, or would: it takes the lock, opens the journal, then works the queue. */
export class LabelTab {
  readonly view = createStore<TabView>(() => ({ at: 'starting' }))
  readonly #options: Options
  readonly #link = new Link(Math.random)
  readonly #lock: TabLock
  readonly #stopListening: () => void
  #journal: Journal<SentContent> | null = null
  /** Counts the times at which this tab got or lost the lock: what one of them still waits for is nothing to the next. */
  #turn = 0
  #closed = false

  constructor(options: Options) {
    const { owner } = options
    this.#options = options
    this.#lock = createTabLock({
      name: `fj-label:${owner.userId}:${owner.projectId}`,
      onAsked: async () => this.#queue()?.stop(),
      onLost: () => {
        this.#queue()?.abandon()
        this.#end()
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
    if (this.view.getState().at !== 'elsewhere') return
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
    this.#end()
  }

  #end(): void {
    this.#turn++
    this.#journal?.close()
    this.#journal = null
  }

  #queue(): QueueController | null {
    const view = this.view.getState()
    return view.at === 'queue' ? view.queue : null
  }

  #become(view: TabView): void {
    if (!this.#closed) this.view.setState(view, true)
  }

  async #begin(): Promise<void> {
    if (await this.#lock.acquire()) await this.#work()
    else this.#become({ at: 'elsewhere', took: false })
  }

  async #work(): Promise<void> {
    if (this.#closed) return
    const { owner, name, ...options } = this.#options
    const turn = ++this.#turn
    const { journal, stored } = await loadJournal(owner)
    const others = await journal.ofOthers(owner.userId).catch(() => [])
    await journal.remember({ userId: owner.userId, name }).catch(() => undefined)
    if (turn !== this.#turn) {
      journal.close()
      return
    }
    this.#journal = journal
    const queue = new QueueController({
      ...options,
      owner,
      journal,
      stored,
      others,
      link: this.#link,
      newId,
      nowMs: () => performance.now(),
      wallClock: () => Date.now(),
    })
    this.#become({ at: 'queue', queue })
    queue.start()
  }

  #releaseAhead(): void {
    for (const lease of this.#queue()?.leasesAhead() ?? []) this.#options.api.releaseOnLeave(lease)
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
