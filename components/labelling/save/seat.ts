/** Which of a person's tabs labels a project: one writes, the others ask. Source: docs/spec/saving.md [SV13] */
export type Seat = {
  /** @returns whether this tab may write now */
  take: () => Promise<boolean>
  /** Asks the tab that writes to stop, waits a little, and takes its place whether it answered or not. */
  insist: () => Promise<void>
  leave: () => void
}

type Options = {
  name: string
  /** Another tab wants to write: stop, then give the seat up. */
  onAsked: () => Promise<void>
  /** The seat is gone: given up, or taken from a tab that did not answer. */
  onLost: () => void
}

/** A page that reloads may meet its own lock for a moment, ms. */
const GRACE_MS = 800
/** A tab that is frozen does not answer; its leases cannot be written under any more anyway, ms. */
const INSIST_MS = 4000

/** By Web Locks; in pages without them (plain http in a local network) by asking over a broadcast channel. */
export function createSeat(options: Options): Seat {
  return 'locks' in navigator ? lockSeat(options) : askedSeat(options)
}

function lockSeat({ name, onAsked, onLost }: Options): Seat {
  const channel = new BroadcastChannel(name)
  let release: (() => void) | null = null
  let left = false
  channel.onmessage = ({ data }) => {
    if (data !== 'hand-over' || !release) return
    void onAsked().then(() => {
      release?.()
      onLost()
    })
  }

  function hold(request: { signal?: AbortSignal; steal?: boolean }): Promise<boolean> {
    return new Promise((resolve) => {
      navigator.locks
        .request(name, request, () => {
          if (left) return Promise.resolve()
          resolve(true)
          return new Promise<void>((done) => {
            release = done
          })
        })
        .then(
          () => undefined,
          // Not got in time, or stolen while it was held.
          () => {
            if (release) onLost()
            resolve(false)
          },
        )
        .finally(() => {
          release = null
        })
    })
  }

  return {
    take: () => hold({ signal: AbortSignal.timeout(GRACE_MS) }),
    async insist() {
      channel.postMessage('hand-over')
      if (await hold({ signal: AbortSignal.timeout(INSIST_MS) })) return
      await hold({ steal: true })
    },
    leave() {
      left = true
      release?.()
      channel.close()
    },
  }
}

/** The same by messages alone; two tabs that open in the same moment both ask the server, whose fence decides. */
export function askedSeat({ name, onAsked, onLost }: Options): Seat {
  const channel = new BroadcastChannel(name)
  let mine = false
  let answered: ((free: boolean) => void) | null = null

  channel.onmessage = ({ data }) => {
    if (data === 'taken') answered?.(false)
    if (data === 'free') answered?.(true)
    if (!mine) return
    if (data === 'who') channel.postMessage('taken')
    if (data !== 'hand-over') return
    void onAsked().then(() => {
      mine = false
      channel.postMessage('free')
      onLost()
    })
  }

  function ask(question: 'who' | 'hand-over', waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), waitMs)
      answered = (free) => {
        clearTimeout(timer)
        resolve(free)
      }
      channel.postMessage(question)
    })
  }

  return {
    async take() {
      mine = await ask('who', GRACE_MS)
      return mine
    },
    async insist() {
      await ask('hand-over', INSIST_MS)
      mine = true
    },
    leave() {
      mine = false
      channel.close()
    },
  }
}
