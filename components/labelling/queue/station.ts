import { openJournal } from '../save/indexed-db-journal'
import type { Journal } from '../save/journal'
import { takeLegacyAnswers, takeLegacyDraft } from '../save/legacy-storage'
import { createLink } from '../save/link'
import { createMemoryJournal } from '../save/memory-journal'
import type { Operation, Owner } from '../save/operation'
import { createSeat } from '../save/seat'
import { releaseOnLeave } from '../save/send-operation'
import { newId } from '../store'
import { deskApi } from './desk-api'
import type { DeskOptions } from './desk-options'
import { createLabelDesk, type LabelDesk } from './label-desk'
import { warmPair } from './warm-pair'

export type StationView =
  | { at: 'starting' }
  /** Another tab labels this project; it did before this one, or took over from it. */
  | { at: 'elsewhere'; took: boolean }
  | { at: 'desk'; desk: LabelDesk }

export type Station = {
  get: () => StationView
  subscribe: (listener: () => void) => () => void
  /** Labels here instead of in the other tab. */
  insist: () => void
  /** Tries again now: the browser is online, or the person has signed in. */
  retry: () => void
  close: () => void
}

type Options = { owner: Owner; name: string } & Pick<DeskOptions, 'onSent' | 'onRefused'>

/** One tab's place at the queue: the seat, then the journal, then the desk. */
export function openStation({ owner, name, ...callbacks }: Options): Station {
  let view: StationView = { at: 'starting' }
  let journal: Journal | null = null
  let closed = false
  const link = createLink({ random: Math.random })
  const listeners = new Set<() => void>()
  const seat = createSeat({
    name: `fj-label:${owner.userId}:${owner.projectId}`,
    async onAsked() {
      if (view.at === 'desk') await view.desk.stop()
    },
    onLost() {
      if (view.at === 'desk') view.desk.abandon()
      become({ at: 'elsewhere', took: true })
    },
  })
  const stopListening = listenToPage({
    retry: () => link.status() !== 'signed-out' && link.tryNow(),
    hide: () => view.at === 'desk' && view.desk.flush(),
    leave: () => view.at === 'desk' && giveBackAhead(view.desk),
    sign: () => view.at === 'desk' && view.desk.sign(),
  })
  void begin()

  function become(next: StationView): void {
    if (closed) return
    view = next
    for (const listener of [...listeners]) listener()
  }

  async function begin(): Promise<void> {
    if (await seat.take()) await work()
    else become({ at: 'elsewhere', took: false })
  }

  async function insist(): Promise<void> {
    become({ at: 'starting' })
    await seat.insist()
    await work()
  }

  async function work(): Promise<void> {
    const opened = await open(owner)
    if (closed) {
      opened.journal.close()
      return
    }
    journal = opened.journal
    const others = await journal.ofOthers(owner.userId).catch(() => [])
    await journal.remember({ userId: owner.userId, name }).catch(() => undefined)
    const desk = createLabelDesk({
      owner,
      ...opened,
      others,
      link,
      api: deskApi(owner),
      warm: warmPair,
      legacyDraft: (assignmentId) => takeLegacyDraft(localStorage, assignmentId),
      newId,
      nowMs: () => performance.now(),
      wallClock: () => Date.now(),
      ...callbacks,
    })
    become({ at: 'desk', desk })
    desk.start()
  }

  async function close(): Promise<void> {
    stopListening()
    if (view.at === 'desk') {
      giveBackAhead(view.desk)
      await view.desk.finish()
    }
    link.stop()
    seat.leave()
    journal?.close()
  }

  return {
    get: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    insist: () => void insist(),
    retry: () => link.tryNow(),
    close() {
      closed = true
      void close()
    },
  }
}

/** The journal with what it holds; in memory where the browser keeps nothing, which the screen then says. */
async function open(owner: Owner): Promise<{ journal: Journal; stored: readonly Operation[] }> {
  try {
    const journal = await openJournal()
    const stored = await journal.load(owner)
    const legacy = takeLegacyAnswers(localStorage, owner, Math.max(0, ...stored.map(({ seq }) => seq)) + 1)
    await journal.write(
      legacy.operations.map((operation) => ({ put: operation })),
      'strict',
    )
    legacy.forget()
    return { journal, stored: [...stored, ...legacy.operations] }
  } catch {
    return { journal: createMemoryJournal(), stored: [] }
  }
}

function giveBackAhead(desk: LabelDesk): void {
  for (const { assignmentId, fence } of desk.ahead()) releaseOnLeave(assignmentId, fence)
}

type PageEvents = { retry: () => unknown; hide: () => unknown; leave: () => unknown; sign: () => unknown }

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

function listenToPage({ retry, hide, leave, sign }: PageEvents): () => void {
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
  for (const event of SIGNS) globalThis.addEventListener(event, sign, options)
  return () => end.abort()
}
