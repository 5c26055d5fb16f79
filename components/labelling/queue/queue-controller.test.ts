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

test('[SV9] a newer draft elsewhere is never overwritten: nothing is written until the person chooses', async () => {
  for (const choice of ['mine', 'theirs'] as const) {
    const world = begin()
    await settle()
    const id = screen(world)
    Object.assign(world.server.kept.get(id) ?? {}, { revision: 9, draft: 'theirs' })
    world.queue.setAnswer(id, say('mine'), 'mark')
    await settle()
    expect(world.queue.view.getState().save.status).toBe('conflict')
    expect(world.queue.view.getState().conflict?.theirs?.draft.comment).toBe('theirs')
    world.queue.setAnswer(id, say('mine, again'), 'mark')
    world.queue.submit(id, say('mine, again'))
    await settle(20_000)
    expect([world.server.kept.get(id)?.draft, screen(world)]).toEqual(['theirs', id])
    await world.queue.choose(id, choice)
    await settle()
    expect(world.server.kept.get(id)?.draft).toBe(choice === 'mine' ? 'mine, again' : 'theirs')
    expect(world.queue.view.getState().save.status).toBe('saved')
  }
})

test('[SV8] a pair that was claimed elsewhere is found out by its heartbeat; one that is gone is told as such', async () => {
  const world = begin()
  await settle()
  const id = screen(world)
  world.server.claim(id)
  Object.assign(world.server.kept.get(id) ?? {}, { revision: 5 })
  await settle(60_000)
  expect(world.queue.view.getState().save.status).toBe('conflict')
  Object.assign(world.server.kept.get(id) ?? {}, { state: 'released' })
  await world.queue.choose(id, 'mine')
  expect(world.queue.view.getState().save.status).toBe('lease-lost')
  world.queue.leave(id)
  expect(screen(world)).toBe(uuid(2))
})

test('[SV9] a claim that a closed tab had under way is no conflict: nobody wrote anything', async () => {
  const world = begin()
  await settle()
  const [first, second] = [uuid(1), uuid(2)]
  world.server.claim(first)
  world.server.claim(second)
  world.queue.setAnswer(first, say('mine'), 'mark')
  await settle()
  expect([world.server.kept.get(first)?.draft, world.queue.view.getState().save.status]).toEqual(['mine', 'saved'])
  world.queue.submit(first, say('one'))
  world.queue.submit(second, say('two'))
  await settle()
  expect([world.server.arrived, world.queue.view.getState().failedAnswers]).toEqual([['one', 'two'], []])
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

test('[SV11] after ten minutes without a sign of life, what is claimed ahead goes back; a sign fetches it again', async () => {
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

/** Cuts the server off where the same is sent again and again, so that a test fails instead of hanging. */
function endAfter(calls: number, { server }: Pick<ReturnType<typeof begin>, 'server'>): void {
  const { apply } = server
  let made = 0
  server.apply = (operation) => {
    if (++made > calls) throw new TypeError('This was sent again and again.')
    return apply(operation)
  }
}

test('[SV9] a pair that was answered elsewhere, on the same draft, is lost here and not written again', async () => {
  const world = begin()
  await settle()
  const id = screen(world)
  endAfter(5, world)
  Object.assign(world.server.kept.get(id) ?? {}, { state: 'submitted' })
  world.queue.setAnswer(id, say('mine'), 'mark')
  await settle()
  expect(world.queue.view.getState()).toMatchObject({
    save: { status: 'lease-lost' },
    conflict: { theirs: { state: 'submitted' } },
  })
  await settle(20_000)
  expect(world.server.kept.get(id)?.draft).toBe('')
  world.queue.leave(id)
  await settle()
  expect([screen(world), world.disk.size]).toEqual([uuid(2), 0])
})

test('[SV9] the same of a pair that is done with here: its person is told', async () => {
  const world = begin()
  await settle()
  const id = screen(world)
  endAfter(5, world)
  Object.assign(world.server.kept.get(id) ?? {}, { state: 'submitted' })
  world.queue.submit(id, say('too late'))
  await settle()
  expect(world.queue.view.getState().failedAnswers).toMatchObject([{ operation: { assignmentId: id }, kept: false }])
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
