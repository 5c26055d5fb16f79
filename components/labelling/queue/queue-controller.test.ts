import { expect, test } from 'vitest'
import { uuid } from '@/components/outbox/testing'
import type { LabelOperation } from './operations'
import { begin, refusal, say, screen, settle, withFakeClock } from './testing'

withFakeClock()

test('[SV11] two pairs are claimed ahead and warm', async () => {
  const world = begin()
  await settle()
  expect(screen(world)).toBe(uuid(1))
  expect([...world.warmed]).toEqual([uuid(2), uuid(3)])
})

test('[SV1] a change is in the journal at once and on the server within a second', async () => {
  const world = begin()
  await settle()
  world.queue.setAnswer(screen(world), say('look'), 'mark')
  expect([...world.disk.values()]).toMatchObject([{ kind: 'draft', answer: { comment: 'look' } }])
  expect(world.queue.view.getState().save.status).toBe('unsaved')
  await settle(999)
  expect(world.server.kept.get(uuid(1))?.draft).toBe('look')
  expect([world.queue.view.getState().save.status, world.disk.size]).toEqual(['saved', 0])
})

test('[SV2] the next pair is on screen before anything is sent', async () => {
  const world = begin()
  await settle()
  world.queue.submit(screen(world), say('done'))
  expect([screen(world), world.server.arrived]).toEqual([uuid(2), []])
  await settle()
  expect(world.server.arrived).toEqual(['done'])
})

test('[SV10] a skip that is still on its way cannot be claimed again, prepared pair or not', async () => {
  const world = begin({ tasks: 1 })
  await settle()
  let letThrough = () => {}
  world.net.hold = new Promise((resolve) => {
    letThrough = resolve
  })
  world.queue.skip(screen(world), 'too dark')
  world.queue.lookAgain()
  await settle()
  expect(world.net.excludes.at(-1)).toContain(uuid(1))
  expect(screen(world)).toBe('')
  letThrough()
  await settle()
  expect(world.server.kept.get(uuid(1))?.state).toBe('skipped')
})

test('[SV6] offline, work goes on over what is held, and all of it arrives in order', async () => {
  const world = begin()
  await settle()
  world.net.error = new TypeError('fetch failed')
  for (const text of ['one', 'two', 'three']) world.queue.submit(screen(world), say(text))
  await settle(5000)
  expect(world.queue.view.getState()).toMatchObject({ screen: null, link: 'down', waiting: 3 })
  world.net.error = null
  await settle(20_000)
  expect(world.server.arrived).toEqual(['one', 'two', 'three'])
  expect(world.queue.view.getState()).toMatchObject({ link: 'up', waiting: 0 })
  expect(screen(world)).toBe(uuid(4))
})

test('[SV4] [SV10] a new tab sends what the last one left before it claims', async () => {
  const first = begin()
  await settle()
  first.net.error = new TypeError('fetch failed')
  first.queue.submit(screen(first), say('left behind'))
  first.queue.setAnswer(screen(first), say('half done'), 'mark')
  await settle(3000)
  first.queue.abandon()
  const second = begin({ disk: first.disk, server: first.server })
  await settle()
  expect(first.server.arrived).toEqual(['left behind'])
  expect([screen(second), second.queue.view.getState().screen?.answer.comment]).toEqual([uuid(2), 'half done'])
})

test('[SV17] where proposals are revealed, the first press sends the first answer, the second the answer', async () => {
  const world = begin({ arm: 'reveal' })
  await settle()
  const id = screen(world)
  expect(world.queue.view.getState().first).toBe('due')
  world.queue.setAnswer(id, say('first'), 'mark')
  world.queue.submit(id, say('first'))
  world.queue.submit(id, say('pressed twice'))
  expect([screen(world), world.queue.view.getState().first]).toEqual([id, 'sending'])
  await settle()
  expect([world.queue.view.getState().first, world.server.kept.get(id)?.first, world.server.arrived]).toEqual([
    'stored',
    'first',
    [],
  ])
  expect(world.server.kept.get(id)?.draft).toBe('first')
  world.queue.submit(id, say('after all'))
  await settle()
  expect([world.server.kept.get(id)?.first, world.server.arrived]).toEqual(['first', ['after all']])
  expect(screen(world)).toBe(uuid(2))
})

test('[SV17] offline nothing is revealed: the first answer waits, is sent once, and then reveals, in a new tab too', async () => {
  const first = begin({ arm: 'reveal' })
  await settle()
  const id = screen(first)
  first.net.error = new TypeError('fetch failed')
  first.queue.submit(id, say('offline'))
  await settle(5000)
  expect(first.queue.view.getState()).toMatchObject({ first: 'waiting', waiting: 1 })
  expect([screen(first), first.server.kept.get(id)?.first]).toEqual([id, null])
  first.queue.abandon()
  const second = begin({ arm: 'reveal', disk: first.disk, server: first.server })
  await settle()
  expect([screen(second), second.queue.view.getState().first, second.server.kept.get(id)?.first]).toEqual([
    id,
    'stored',
    'offline',
  ])
})

test('[SV17] offline, a second press is the answer, without proposals; both arrive in order', async () => {
  const world = begin({ arm: 'reveal' })
  await settle()
  const id = screen(world)
  world.net.error = new TypeError('fetch failed')
  world.queue.submit(id, say('offline'))
  await settle(3000)
  world.queue.submit(id, say('the answer'))
  expect(screen(world)).toBe(uuid(2))
  world.net.error = null
  await settle(20_000)
  expect([world.server.kept.get(id)?.first, world.server.arrived]).toEqual(['offline', ['the answer']])
})

test('[SV7] a refused answer comes back with its draft, and its person is told', async () => {
  const world = begin()
  await settle()
  const apply = world.server.apply
  world.server.apply = (operation) => {
    if (operation.kind === 'submit') throw refusal('BAD_REQUEST', 'answer-incomplete')
    return apply(operation)
  }
  world.queue.submit(screen(world), say('incomplete'))
  await settle()
  expect(world.queue.view.getState().failedAnswers).toMatchObject([{ message: 'answer-incomplete', kept: true }])
  expect(world.server.kept.get(uuid(1))?.draft).toBe('incomplete')
  world.queue.skip(screen(world), 'too dark')
  await settle()
  expect(world.queue.view.getState().ahead.map(({ assignment }) => assignment.id)).toContain(uuid(1))
})

test('[SV11] after ten minutes without activity, what is claimed ahead goes back; a key fetches it again', async () => {
  const world = begin()
  await settle()
  await settle(11 * 60_000)
  expect([uuid(1), uuid(2), uuid(3)].map((id) => world.server.kept.get(id)?.state)).toEqual([
    'claimed',
    'released',
    'released',
  ])
  world.queue.noteActivity()
  await settle()
  expect(world.queue.view.getState().ahead).toHaveLength(2)
})

test('[SV1] frames that were seen are saved within seconds, though nothing else is done; then there is nothing to save', async () => {
  const world = begin()
  await settle()
  const id = screen(world)
  const sent: LabelOperation[] = []
  const { apply } = world.server
  world.server.apply = (operation) => {
    sent.push(operation as LabelOperation)
    return apply(operation)
  }
  world.queue.setSeen(id, { left: [[0, 9]], right: [] })
  await settle(5000)
  expect(sent).toMatchObject([{ kind: 'draft', assignmentId: id, work: { seen: { left: [[0, 9]], right: [] } } }])
  await settle(5000)
  expect(sent).toHaveLength(1)
})

test('[SV14] after signing in, what waited is sent and pairs are claimed again', async () => {
  const world = begin({ tasks: 8 })
  await settle()
  world.net.error = refusal('UNAUTHORIZED', 'session')
  for (const text of ['one', 'two']) world.queue.submit(screen(world), say(text))
  await settle(60_000)
  expect(world.queue.view.getState()).toMatchObject({ link: 'signed-out', waiting: 2 })
  world.queue.postponeSignIn(true)
  expect(world.queue.view.getState().signInPostponed).toBe(true)
  world.net.error = null
  world.link.tryNow()
  await settle(2000)
  expect(world.server.arrived).toEqual(['one', 'two'])
  expect(world.queue.view.getState()).toMatchObject({ link: 'up', waiting: 0, signInPostponed: false })
  expect(world.queue.view.getState().ahead).toHaveLength(2)
})

test('[SV1] whoever leaves the screen leaves nothing behind: what waits is sent at once, and nothing is claimed any more', async () => {
  const world = begin()
  await settle()
  world.queue.setAnswer(screen(world), say('half done'), 'mark')
  world.queue.setSeen(screen(world), { left: [[0, 9]], right: [] })
  const claims = world.net.excludes.length
  await world.queue.finish()
  expect([world.server.kept.get(uuid(1))?.draft, world.disk.size]).toEqual(['half done', 0])
  world.queue.lookAgain()
  await settle(60_000)
  expect([world.net.excludes.length, world.warmed.size]).toEqual([claims, 0])
})

test('[SV7] a draft that is refused is said as such until one is stored again', async () => {
  const world = begin()
  await settle()
  const { apply } = world.server
  world.server.apply = () => {
    throw refusal('BAD_REQUEST', 'too-long')
  }
  world.queue.setAnswer(screen(world), say('long'), 'mark')
  await settle()
  expect(world.queue.view.getState().save).toEqual({ status: 'refused', reason: 'too-long' })
  world.server.apply = apply
  world.queue.setAnswer(screen(world), say('short'), 'mark')
  await settle()
  expect(world.queue.view.getState().save).toEqual({ status: 'saved' })
})
