import { expect, test } from 'vitest'
import { OWNER, uuid } from '@/components/outbox/testing'
import { EMPTY_ANSWER, NO_WORK } from '@/lib/domain/labelling'
import { takeLegacyAnswers, takeLegacyDraft } from './legacy-storage'

function storage(entries: Record<string, unknown>) {
  const items = new Map(Object.entries(entries).map(([key, value]) => [key, JSON.stringify(value)]))
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    key: (at: number) => [...items.keys()][at] ?? null,
    get length() {
      return items.size
    },
  }
}

function kept(number: number, at: number) {
  const ids = { assignmentId: uuid(number), operationId: uuid(100 + number) }
  return { schemaVersion: 1, at, submission: { ...ids, fence: 2, answer: EMPTY_ANSWER, activeMs: 7 } }
}

test('answers of an earlier build are taken over in their order, and those of other people stay', () => {
  const old = storage({
    [`fj-outbox:${OWNER.userId}:b`]: kept(2, 20),
    [`fj-outbox:${OWNER.userId}:a`]: kept(1, 10),
    [`fj-outbox:${uuid(8)}:c`]: kept(3, 5),
    'fj-label-theme': 'light',
  })
  const { operations, forget } = takeLegacyAnswers(old, OWNER, 4)
  expect(operations).toMatchObject([
    { kind: 'submit', id: uuid(101), assignmentId: uuid(1), seq: 4, fence: 2, activeMs: 7, work: NO_WORK },
    { kind: 'submit', id: uuid(102), seq: 5 },
  ])
  expect(old.length).toBe(4)
  forget()
  expect([...old.items.keys()]).toEqual([`fj-outbox:${uuid(8)}:c`, 'fj-label-theme'])
})

test('a draft of an earlier build is taken once; what cannot be read is no draft', () => {
  const draft = { schemaVersion: 1, revision: 3, answer: EMPTY_ANSWER }
  const old = storage({ [`fj-draft:${uuid(1)}`]: draft, [`fj-draft:${uuid(2)}`]: { revision: 'three' } })
  expect(takeLegacyDraft(old, uuid(1))).toEqual(draft)
  expect(takeLegacyDraft(old, uuid(1))).toBeNull()
  expect(takeLegacyDraft(old, uuid(2))).toBeNull()
  expect(old.length).toBe(0)
})
