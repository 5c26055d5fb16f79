import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryJournal, type Durability } from './journal'
import { Link } from './link'
import type { Operation } from './operation'
import { Sender, type SenderEvent } from './sender'
import { draft, failureOf, OWNER, Refusal, type Said, submit, uuid } from './testing'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const ONE = uuid(1)
const TWO = uuid(2)

type Given = {
  send?: (operation: Operation<Said>) => Promise<object>
  /** Null where the server does not say. */
  samePerson?: boolean | null
  stored?: readonly Operation<Said>[]
}

/** A sender whose disk and server the test can hold up, and what happened in order. */
function begin({ send = async () => ({}), samePerson = true, stored = [] }: Given = {}) {
  const happened: string[] = []
  const events: SenderEvent<Said, object>[] = []
  const durability: Durability[] = []
  const disk = { hold: Promise.resolve() as Promise<unknown>, broken: false, throws: false }
  const kept = new Map<string, Operation<Said>>()
  const memory = createMemoryJournal(kept)
  let made = 0
  const link = new Link(() => 1)
  const sender = new Sender<Said, object>({
    owner: OWNER,
    stored,
    journal: {
      ...memory,
      durable: true,
      write(writes, how) {
        if (disk.throws) throw new Error('There is no disk.')
        durability.push(how)
        return disk.hold.then(async () => {
          if (disk.broken) throw new Error('The disk is full.')
          await memory.write(writes, how)
          happened.push('journalled')
        })
      },
    },
    link,
    send: (operation) => {
      happened.push(`sent ${operation.kind}`)
      return send(operation)
    },
    failureOf,
    isSamePerson: async () => {
      if (samePerson === null) throw new TypeError('fetch failed')
      return samePerson
    },
    newId: () => uuid(100 + made++),
    nowMs: () => performance.now(),
    wallClock: () => 0,
    onEvent: (event) => events.push(event),
    onChange: () => undefined,
  })
  return { sender, link, happened, events, durability, disk, kept }
}

const settle = (ms = 1000) => vi.advanceTimersByTimeAsync(ms)

test('[SV1] nothing is sent before it is in the journal, however long that takes', async () => {
  const { sender, happened, disk } = begin()
  let written = () => {}
  disk.hold = new Promise<void>((resolve) => {
    written = resolve
  })
  sender.add(ONE, submit('done'))
  await settle(60_000)
  expect(happened).toEqual([])
  written()
  await settle()
  expect(happened.slice(0, 2)).toEqual(['journalled', 'sent submit'])
})

test('[SV1] what ends a pair is written strictly, and so is taking it back; a draft is not', async () => {
  const { sender, durability, link } = begin()
  link.failed({ kind: 'offline', message: '' })
  sender.add(ONE, draft('a'))
  sender.add(TWO, { kind: 'first', answer: { comment: 'first' } })
  sender.add(TWO, { kind: 'skip', reason: 'dark' })
  const id = sender.add(ONE, submit('b'))
  expect(sender.withdraw(id)).toBe(true)
  expect(durability).toEqual(['relaxed', 'strict', 'strict', 'strict', 'strict'])
})

test('a disk that keeps nothing stops no work: it is sent all the same, and the screen is told', async () => {
  const { sender, happened, disk } = begin()
  expect(sender.isDurable()).toBe(true)
  disk.broken = true
  sender.add(ONE, submit('done'))
  await settle()
  expect([happened, sender.isDurable()]).toEqual([['sent submit'], false])
})

test('[SV14] what is gone for another person in this browser waits for its own', async () => {
  const gone = async () => {
    throw new Refusal('assignment')
  }
  const other = begin({ send: gone, samePerson: false })
  other.sender.add(ONE, submit('mine'))
  await settle()
  expect([other.link.status(), other.events, other.kept.size]).toEqual(['signed-out', [], 1])
  const own = begin({ send: gone })
  own.sender.add(ONE, submit('mine'))
  await settle()
  expect([own.link.status(), own.events.map(({ type }) => type)]).toEqual(['up', ['parked']])
})

test('[SV13] a tab that was not waited for touches the journal no more, whatever still comes back', async () => {
  let answer = () => {}
  const { sender, kept, events } = begin({
    send: () =>
      new Promise((resolve) => {
        answer = () => resolve({})
      }),
  })
  sender.add(ONE, submit('mine'))
  await settle()
  sender.abandon()
  answer()
  sender.add(TWO, draft('too late'))
  await settle()
  expect([kept.size, events]).toEqual([1, []])
})

test('[SV13] once a tab has handed over, no choice of its person touches the journal', async () => {
  for (const end of ['stop', 'abandon'] as const) {
    const { sender, kept, events } = begin({
      send: async () => {
        throw new Refusal('stale-draft')
      },
    })
    const id = sender.add(ONE, draft('mine'))
    await settle()
    expect(events.map(({ type }) => type)).toEqual(['parked'])
    await sender[end]()
    const before = kept.get(id)
    sender.keepMine(ONE, { fence: 9, revision: 9 })
    sender.leave(ONE)
    sender.dropMine(ONE)
    expect(sender.withdraw(id)).toBe(false)
    await settle()
    expect([kept.get(id), events.length]).toEqual([before, 1])
  }
})

test('[SV8] a draft that gives way to a later one is told as such, and the later one is sent', async () => {
  let lose = () => {}
  const { sender, happened, events } = begin({
    send: () =>
      new Promise((_, reject) => {
        lose = () => reject(new Refusal('lease-lost'))
      }),
  })
  sender.add(ONE, draft('early'))
  await settle()
  sender.add(ONE, submit('late'))
  lose()
  await settle()
  expect(events).toMatchObject([{ type: 'replaced', operation: { answer: { comment: 'early' } } }])
  lose()
  await settle()
  expect(happened.filter((what) => what !== 'journalled')).toEqual(['sent draft', 'sent submit'])
  expect(events.map(({ type }) => type)).toEqual(['replaced', 'parked'])
})

test('[SV13] a tab that hands over is done when its last call and its journal are', async () => {
  let answer = () => {}
  const { sender, kept } = begin({
    send: () =>
      new Promise((resolve) => {
        answer = () => resolve({})
      }),
  })
  sender.add(ONE, submit('mine'))
  await settle()
  let over = false
  const stopped = sender.stop().then(() => {
    over = true
  })
  await settle()
  expect(over).toBe(false)
  answer()
  await stopped
  expect(kept.size).toBe(0)
})

test('[SV2] a draft waits for more to come, unless somebody is in a hurry; then it is sent once', async () => {
  const { sender, happened } = begin()
  sender.add(ONE, draft('a'))
  await settle(399)
  expect(happened).toEqual(['journalled'])
  await settle(1)
  expect(happened.slice(1, 2)).toEqual(['sent draft'])
  happened.length = 0
  sender.add(ONE, draft('b'))
  sender.flush()
  await settle(0)
  expect(happened.slice(0, 2)).toEqual(['journalled', 'sent draft'])
  await settle()
  expect(happened.filter((what) => what === 'sent draft')).toHaveLength(1)
})

test('[SV4] what an earlier tab left behind is sent at once, in its order', async () => {
  const left = begin()
  left.link.failed({ kind: 'offline', message: '' })
  left.sender.add(ONE, draft('a'))
  left.sender.add(TWO, submit('b'))
  await left.sender.stop()
  const { happened, kept } = begin({ stored: [...left.kept.values()] })
  await settle(0)
  expect(happened.filter((what) => what !== 'journalled')).toEqual(['sent draft', 'sent submit'])
  expect(kept.size).toBe(0)
})

test('[SV6] out of reach nothing is sent but one try at a time, when it is time; once it gets through, everything', async () => {
  let reachable = false
  const { sender, link, happened, events } = begin({
    send: async () => {
      if (!reachable) throw new TypeError('fetch failed')
      return {}
    },
  })
  sender.add(ONE, submit('a'))
  sender.add(TWO, submit('b'))
  await settle(0)
  expect([link.status(), happened.filter((what) => what === 'sent submit').length]).toEqual(['down', 1])
  sender.flush()
  await settle(499)
  expect(happened.filter((what) => what === 'sent submit')).toHaveLength(1)
  await settle(1)
  expect(happened.filter((what) => what === 'sent submit')).toHaveLength(2)
  reachable = true
  await settle(1000)
  expect([link.status(), events.map(({ type }) => type)]).toEqual(['up', ['acknowledged', 'acknowledged']])
})

test('[SV14] signed out nothing is tried, not even when it is time', async () => {
  const { sender, link, happened } = begin({
    send: async () => {
      throw new Refusal('signed-out')
    },
  })
  sender.add(ONE, submit('a'))
  await settle(60_000)
  expect([link.status(), happened.filter((what) => what === 'sent submit').length]).toEqual(['signed-out', 1])
  link.tryNow()
  await settle(0)
  expect(happened.filter((what) => what === 'sent submit')).toHaveLength(2)
})

test('[SV7] an answer that is refused is told, and goes on as a draft', async () => {
  const { sender, happened, events, link } = begin({
    send: async ({ kind }) => {
      if (kind === 'submit') throw new Refusal('answer-incomplete')
      return { revision: 4, fence: 2, note: 'of no use here' }
    },
  })
  sender.setBase(ONE, { fence: 2, revision: 3 })
  const id = sender.add(ONE, submit('a'))
  await settle()
  expect(events).toMatchObject([
    { type: 'given-up', operation: { id }, failure: { kind: 'refused', message: 'answer-incomplete' } },
    { type: 'acknowledged', operation: { kind: 'draft', revision: 3 }, reply: { revision: 4 } },
  ])
  expect(happened.filter((what) => what !== 'journalled')).toEqual(['sent submit', 'sent draft'])
  expect([sender.outbox().bases.get(ONE), link.status()]).toEqual([{ fence: 2, revision: 4 }, 'up'])
})

test('[SV8] while it is not known whose session it is, nothing is taken for gone', async () => {
  const { sender, link, kept, events } = begin({
    send: async () => {
      throw new Refusal('assignment')
    },
    samePerson: null,
  })
  sender.add(ONE, submit('mine'))
  await settle(0)
  expect([link.status(), kept.size, events]).toEqual(['down', 1, []])
})

test('[SV12] what may have been sent is not taken back here', async () => {
  const { sender, kept } = begin({ send: () => new Promise(() => undefined) })
  const id = sender.add(ONE, submit('a'))
  await settle()
  expect([sender.withdraw(id), kept.get(id)?.kind]).toEqual([false, 'submit'])
  expect(sender.withdraw(uuid(999))).toBe(false)
})

test('[SV1] whoever leaves sends what waits and then no more; what comes later goes nowhere', async () => {
  const { sender, happened, kept } = begin()
  sender.add(ONE, draft('a'))
  await sender.finish()
  expect([happened.includes('sent draft'), kept.size]).toEqual([true, 0])
  sender.add(ONE, draft('b'))
  sender.flush()
  await settle()
  expect([happened.filter((what) => what === 'sent draft').length, kept.size]).toEqual([1, 0])
})

test('a journal that throws at once is like one that fails', async () => {
  const { sender, happened, disk } = begin()
  disk.throws = true
  sender.add(ONE, submit('done'))
  await settle()
  expect([happened, sender.isDurable()]).toEqual([['sent submit'], false])
})
