import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Answer, EMPTY_ANSWER } from '@/lib/domain/labelling'
import { createJournal } from './journal'
import { memoryStorage } from './memory-storage'
import { createSaveOrchestrator, type SaveApi, type SaveState } from './save-orchestrator'

const held = { id: 'task', fence: 1, draftRevision: 4, leaseSeconds: 180 }
const answer = (comment: string): Answer => ({ ...EMPTY_ANSWER, comment })
const refuse = (code: string, reason: string) => new ORPCError(code, { data: { reason }, message: reason })

/** A server that keeps one draft and refuses one made from another revision, as the real one does. */
function server() {
  const kept = { revision: 4, draft: EMPTY_ANSWER, saves: 0, failWith: null as Error | null, beats: 0 }
  const api: SaveApi = {
    async saveDraft({ revision, draft }) {
      kept.saves++
      if (kept.failWith) throw kept.failWith
      if (revision !== kept.revision) throw refuse('CONFLICT', 'stale-draft')
      kept.draft = draft
      kept.revision++
      return { revision: kept.revision }
    },
    async heartbeat() {
      kept.beats++
      if (kept.failWith) throw kept.failWith
    },
  }
  return { kept, api }
}

function begin() {
  const { kept, api } = server()
  const states: SaveState[] = []
  const journal = createJournal(held.id, memoryStorage())
  const save = createSaveOrchestrator({ held, api, journal, activeMs: () => 5, onState: (state) => states.push(state) })
  return { kept, save, states, journal, last: () => states.at(-1) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a change is in the journal at once and on the server within a second', async () => {
  const { save, kept, journal, last } = begin()
  save.change(answer('one'))
  expect(journal.read()).toMatchObject({ revision: 4, answer: { comment: 'one' } })
  await vi.advanceTimersByTimeAsync(999)
  expect(kept.draft.comment).toBe('one')
  expect(last()).toEqual({ status: 'saved' })
  expect(journal.read()).toBeNull()
})

test('many changes in a row are few saves, and the newest wins', async () => {
  const { save, kept } = begin()
  for (let at = 0; at < 20; at++) {
    save.change(answer(`change ${at}`))
    await vi.advanceTimersByTimeAsync(50)
  }
  await vi.advanceTimersByTimeAsync(1000)
  expect(kept.draft.comment).toBe('change 19')
  expect(kept.saves).toBeLessThanOrEqual(4)
})

test('offline is said, the work stays in the journal, and it is sent when the connection is back', async () => {
  const { save, kept, journal, last } = begin()
  kept.failWith = new TypeError('fetch failed')
  save.change(answer('offline'))
  await vi.advanceTimersByTimeAsync(5000)
  expect(last()?.status).toBe('offline')
  expect(journal.read()?.answer.comment).toBe('offline')
  kept.failWith = null
  save.retry()
  await vi.advanceTimersByTimeAsync(10)
  expect(kept.draft.comment).toBe('offline')
  expect(last()).toEqual({ status: 'saved' })
})

test('a newer draft elsewhere is never overwritten: nothing is written until the person chooses', async () => {
  const { save, kept, journal, last } = begin()
  kept.revision = 9
  save.change(answer('mine'))
  await vi.advanceTimersByTimeAsync(1000)
  expect(last()).toEqual({ status: 'conflict' })
  save.change(answer('mine, again'))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(kept.draft).toEqual(EMPTY_ANSWER)
  expect(journal.read()?.answer.comment).toBe('mine, again')
  save.resume(9, answer('mine, again'))
  await vi.advanceTimersByTimeAsync(1000)
  expect(kept.draft.comment).toBe('mine, again')
})

test('a lost lease ends the writing and is told', async () => {
  const { save, kept, last } = begin()
  kept.failWith = refuse('CONFLICT', 'lease-lost')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(last()).toEqual({ status: 'lease-lost' })
  save.change(answer('too late'))
  await vi.advanceTimersByTimeAsync(5000)
  expect(kept.saves).toBe(0)
})

test('the lease is kept while nothing changes, and no longer after stopping', async () => {
  const { save, kept } = begin()
  await vi.advanceTimersByTimeAsync(125_000)
  expect(kept.beats).toBe(2)
  await save.stop()
  await vi.advanceTimersByTimeAsync(300_000)
  expect(kept.beats).toBe(2)
})
