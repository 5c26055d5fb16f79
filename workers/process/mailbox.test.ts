import { expect, test } from 'vitest'
import { Mailbox } from './mailbox'

const patient = { timeoutMs: 60_000, late: () => new Error('late') }

test('two messages in one tick both reach the taker, in order', async () => {
  const mailbox = new Mailbox<number>()
  const first = mailbox.take(patient)
  mailbox.put(1)
  mailbox.put(2)
  expect(await first).toBe(1)
  expect(await mailbox.take(patient)).toBe(2)
})

test('messages before a failure are handed out, then the failure, again and again', async () => {
  const mailbox = new Mailbox<number>()
  mailbox.put(1)
  mailbox.fail(new Error('gone'))
  mailbox.fail(new Error('gone twice'))
  expect(await mailbox.take(patient)).toBe(1)
  await expect(mailbox.take(patient)).rejects.toThrow('gone')
  await expect(mailbox.take(patient)).rejects.toThrow(/^gone$/)
})

test('a failure wakes the taker', async () => {
  const mailbox = new Mailbox<number>()
  const waiting = mailbox.take(patient)
  mailbox.fail(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
})

test('time and signal end the waiting, and a later message is kept for the next taker', async () => {
  const mailbox = new Mailbox<number>()
  await expect(mailbox.take({ ...patient, timeoutMs: 1 })).rejects.toThrow('late')
  const abort = new AbortController()
  const waiting = mailbox.take({ ...patient, signal: abort.signal })
  abort.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  mailbox.put(3)
  expect(await mailbox.take(patient)).toBe(3)
})

test('two takers at once are a mistake', async () => {
  const mailbox = new Mailbox<number>()
  const first = mailbox.take(patient)
  await expect(mailbox.take(patient)).rejects.toThrow(/Two callers/)
  mailbox.put(1)
  expect(await first).toBe(1)
})
