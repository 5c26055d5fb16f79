import { expect, test } from 'vitest'
import { uuid } from '@/components/outbox/testing'
import { isReadOnly } from './queue-view'
import { begin, gate, refusal, say, screen, settle, withFakeClock } from './testing'

withFakeClock()

/** Cuts the server off where the same is sent again and again, so that a test fails instead of hanging. */
function endAfter(calls: number, { server }: Pick<ReturnType<typeof begin>, 'server'>): void {
  const { apply } = server
  let made = 0
  server.apply = (operation) => {
    if (++made > calls) throw new TypeError('This was sent again and again.')
    return apply(operation)
  }
}

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

test('[SV8] what was typed between losing the lease and knowing it reaches the server when its person goes on', async () => {
  for (const arm of ['show', 'reveal'] as const) {
    const world = begin({ arm })
    await settle()
    const id = screen(world)
    const { closed, open } = gate()
    world.net.holdGet = closed
    world.server.free(id)
    if (arm === 'show') world.queue.setAnswer(id, say('early'), 'mark')
    else world.queue.submit(id, say('early'))
    await settle()
    expect(world.server.kept.get(id)?.draft).toBe('early')
    world.queue.setAnswer(id, say('late'), 'mark')
    open()
    await settle()
    expect(world.queue.view.getState().save.status).toBe('lease-lost')
    world.queue.leave(id)
    await settle()
    expect([world.server.kept.get(id)?.draft, screen(world)]).toEqual(['late', uuid(2)])
    expect([world.disk.size, world.queue.view.getState().failedAnswers]).toEqual([0, []])
  }
})

test('[SV9] a pair that was changed elsewhere is not skipped before its person has chosen', async () => {
  const world = begin()
  await settle()
  const id = screen(world)
  Object.assign(world.server.kept.get(id) ?? {}, { revision: 9, draft: 'theirs' })
  world.queue.setAnswer(id, say('mine'), 'mark')
  await settle()
  world.queue.skip(id, 'too dark')
  await settle()
  expect([screen(world), [...world.disk.values()].map(({ kind }) => kind)]).toEqual([id, ['draft']])
  await world.queue.choose(id, 'theirs')
  world.queue.skip(id, 'too dark')
  await settle()
  expect([screen(world), world.server.kept.get(id)?.state]).toEqual([uuid(2), 'skipped'])
})

test('[SV9] an answer that met something newer goes as it is or not at all; sent, its pair is done with', async () => {
  for (const choice of ['mine', 'theirs'] as const) {
    const first = begin()
    await settle()
    first.net.error = new TypeError('fetch failed')
    first.queue.submit(uuid(1), say('mine'))
    await settle(3000)
    first.queue.abandon()
    Object.assign(first.server.claim(uuid(1)), { revision: 9, draft: 'theirs' })
    const world = begin({ disk: first.disk, server: first.server })
    await settle()
    const before = world.queue.view.getState()
    expect([screen(world), before.conflict?.final, isReadOnly(before)]).toEqual([uuid(1), true, true])
    await world.queue.choose(uuid(1), choice)
    await settle()
    const after = world.queue.view.getState()
    expect([after.conflict, isReadOnly(after), after.save.status]).toEqual([null, false, 'saved'])
    expect(world.server.arrived).toEqual(choice === 'mine' ? ['mine'] : [])
    expect(screen(world)).toBe(choice === 'mine' ? uuid(2) : uuid(1))
    expect(after.screen?.answer.comment).toBe(choice === 'mine' ? '' : 'theirs')
    expect(after.ahead).toHaveLength(2)
  }
})

test('[SV10] while the server is asked whether a pair was changed elsewhere, it is not claimed', async () => {
  const world = begin()
  await settle()
  const { closed, open } = gate()
  world.net.holdGet = closed
  world.server.claim(uuid(1))
  for (const text of ['one', 'two']) world.queue.submit(screen(world), say(text))
  await settle()
  expect(world.net.excludes.slice(3).every((exclude) => exclude.includes(uuid(1)))).toBe(true)
  expect([world.net.excludes.length, screen(world)]).toEqual([5, uuid(3)])
  open()
  await settle()
  expect(world.server.arrived).toEqual(['two', 'one'])
  expect(world.queue.view.getState()).toMatchObject({ failedAnswers: [], conflict: null })
})

test('[SV9] an answer that did not get through is sent again when its person wants that, and may fail again', async () => {
  const world = begin()
  await settle()
  world.server.free(uuid(1))
  world.queue.submit(uuid(1), say('mine'))
  await settle()
  const failed = () => world.queue.view.getState().failedAnswers[0]
  const retry = async () => {
    const [answer] = world.queue.view.getState().failedAnswers
    if (answer) await world.queue.resolveFailed(answer, 'retry')
    await settle()
  }
  expect(failed()).toMatchObject({ message: 'lease-lost', kept: false })
  await retry()
  expect([failed()?.kept, world.server.arrived]).toEqual([false, []])
  world.server.claim(uuid(1))
  await retry()
  expect([failed(), world.server.arrived, world.disk.size]).toEqual([undefined, ['mine'], 0])
})

test('[SV9] or it is discarded; one that the server keeps as a draft stays there', async () => {
  for (const kept of [false, true]) {
    const world = begin()
    await settle()
    if (kept) {
      const { apply } = world.server
      world.server.apply = (operation) => {
        if (operation.kind === 'submit') throw refusal('BAD_REQUEST', 'answer-incomplete')
        return apply(operation)
      }
    } else world.server.free(uuid(1))
    world.queue.submit(uuid(1), say('mine'))
    await settle()
    const [answer] = world.queue.view.getState().failedAnswers
    if (!answer) throw new Error('It got through.')
    await world.queue.resolveFailed(answer, 'discard')
    await settle()
    expect([world.queue.view.getState().failedAnswers, world.disk.size, world.server.arrived]).toEqual([[], 0, []])
    expect(world.server.kept.get(uuid(1))?.draft).toBe('mine')
  }
})
