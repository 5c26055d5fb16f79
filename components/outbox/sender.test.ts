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

type Given = { send?: (operation: Operation<Said>) => Promise<object>; samePerson?: boolean }

/** A sender whose disk and server the test can hold up, and what happened in order. */
function begin({ send = async () => ({}), samePerson = true }: Given = {}) {
  const happened: string[] = []
  const events: SenderEvent<Said, object>[] = []
  const durability: Durability[] = []
  const disk = { hold: Promise.resolve() as Promise<unknown>, broken: false }
  const kept = new Map<string, Operation<Said>>()
  const memory = createMemoryJournal(kept)
  let made = 0
  const link = new Link(() => 1)
  const sender = new Sender<Said, object>({
    owner: OWNER,
    stored: [],
    journal: {
      ...memory,
      durable: true,
      async write(writes, how) {
        durability.push(how)
        await disk.hold
        if (disk.broken) throw new Error('The disk is full.')
        await memory.write(writes, how)
        happened.push('journalled')
      },
    },
    link,
    send: (operation) => {
      happened.push(`sent ${operation.kind}`)
      return send(operation)
    },
    failureOf,
    isSamePerson: async () => samePerson,
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
