import { expect, test } from 'vitest'
import { uuid } from '@/components/outbox/testing'
import { begin, gate, say, screen, settle, withFakeClock } from './testing'

withFakeClock()

test('[SV12] an answer that was not sent is taken out of the journal, and the pair of the meantime is next', async () => {
  const world = begin()
  await settle()
  world.net.error = new TypeError('fetch failed')
  // The first attempt to send anything tells that the server is out of reach.
  world.queue.setAnswer(screen(world), say('a'), 'mark')
  await settle()
  world.queue.submit(screen(world), say('too early'))
  world.queue.setAnswer(screen(world), say('meanwhile'), 'mark')
  world.queue.takeBack()
  const { screen: shown, ahead } = world.queue.view.getState()
  expect([shown?.assignment.id, shown?.answer.comment]).toEqual([uuid(1), 'too early'])
  expect([ahead[0]?.assignment.id, ahead[0]?.answer.comment]).toEqual([uuid(2), 'meanwhile'])
  world.net.error = null
  await settle(20_000)
  expect(world.server.arrived).toEqual([])
  expect(world.server.kept.get(uuid(1))?.draft).toBe('too early')
})

test('[SV12] of an answer that was sent the server is asked; its refusal is told', async () => {
  const world = begin()
  await settle()
  world.queue.submit(screen(world), say('sent'))
  await settle()
  world.queue.takeBack()
  await settle()
  expect([screen(world), world.queue.view.getState().screen?.answer.comment]).toEqual([uuid(1), 'sent'])
  world.queue.submit(screen(world), say('sent again'))
  await settle()
  expect(world.server.arrived).toEqual(['sent', 'sent again'])
  Object.assign(world.server.kept.get(uuid(1)) ?? {}, { state: 'skipped' })
  world.queue.takeBack()
  await settle()
  expect([screen(world), world.queue.view.getState().takeBack]).toEqual([uuid(2), 'too-late'])
})

test('[SV12] pressed twice, an answer is taken back once; what was not answered cannot be', async () => {
  const world = begin()
  await settle()
  world.queue.takeBack()
  expect(world.queue.view.getState().takeBack).toBe('none')
  world.queue.submit(screen(world), say('sent'))
  await settle()
  const asked: string[] = []
  const { apply } = world.server
  world.server.apply = (operation) => {
    if (operation.kind === 'reopen') asked.push(operation.assignmentId)
    return apply(operation)
  }
  world.queue.takeBack()
  world.queue.takeBack()
  expect(world.queue.view.getState().takeBack).toBe('under-way')
  await settle()
  expect([asked, screen(world)]).toEqual([[uuid(1)], uuid(1)])
  world.queue.takeBack()
  await settle()
  expect(asked).toEqual([uuid(1)])
})

test('[SV1] [SV12] in the journal an answer that is taken back becomes a draft in one step', async () => {
  const world = begin()
  await settle()
  world.net.error = new TypeError('fetch failed')
  world.queue.setAnswer(screen(world), say('a'), 'mark')
  await settle()
  world.queue.submit(screen(world), say('too early'))
  const [id] = [...world.disk.values()].filter(({ kind }) => kind === 'submit').map((operation) => operation.id)
  const before = world.written.length
  world.queue.takeBack()
  expect(world.written.slice(before)).toMatchObject([
    [{ remove: id }, { put: { kind: 'draft', answer: { comment: 'too early' } } }],
  ])
})

test('[SV12] of an answer that did not get through there is nothing to take back: its person is told of it alone', async () => {
  const world = begin()
  await settle()
  const { closed, open } = gate()
  world.net.hold = closed
  world.queue.submit(uuid(1), say('mine'))
  await settle()
  world.queue.takeBack()
  expect(world.queue.view.getState().takeBack).toBe('under-way')
  world.server.free(uuid(1))
  open()
  await settle()
  expect(world.queue.view.getState()).toMatchObject({ takeBack: 'none', failedAnswers: [{ kept: false }] })
  expect([...world.disk.values()].map(({ kind }) => kind)).toEqual(['submit'])
})

test('[SV12] an offer that is closed, and a refusal that was read, are gone', async () => {
  const world = begin()
  await settle()
  const state = () => world.queue.view.getState().takeBack
  world.queue.submit(screen(world), say('sent'))
  expect(state()).toBe('possible')
  world.queue.closeTakeBack()
  expect(state()).toBe('none')
  world.queue.takeBack()
  expect([state(), screen(world)]).toEqual(['none', uuid(2)])
  world.queue.submit(screen(world), say('sent too'))
  await settle()
  Object.assign(world.server.kept.get(uuid(2)) ?? {}, { state: 'skipped' })
  world.queue.takeBack()
  world.queue.closeTakeBack()
  expect(state()).toBe('under-way')
  await settle()
  expect(state()).toBe('too-late')
  world.queue.closeTakeBack()
  expect(state()).toBe('none')
})
