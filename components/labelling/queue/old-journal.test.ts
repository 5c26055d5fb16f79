import { expect, test } from 'vitest'
import { OWNER, uuid } from '@/components/outbox/testing'
import { LabelOperation } from './operations'
import { begin, labelServer, screen, settle, withFakeClock } from './testing'

withFakeClock()

/** Word for word what an older build wrote into IndexedDB. */
function kept(kind: 'draft' | 'submit', comment: string, at: number): string {
  const mark = `{"id":"${uuid(700)}","side":"A","frameIndex":4,"ptsUs":160000,"labelKey":"extra_limbs","box":{"x":0.1,"y":0.1,"w":0.2,"h":0.2},"proposalId":"${uuid(800)}","trackId":null,"interpolated":false}`
  const answer = `{"schemaVersion":1,"preference":"B","strength":null,"marks":[${mark}],"clean":[{"side":"B","frameIndex":null}],"proposals":[{"proposalId":"${uuid(800)}","outcome":"accepted"}],"comment":"${comment}","flagged":false}`
  const work = '{"seen":{"A":[[0,39]],"B":[[0,39]]},"phaseMs":{"look":10,"mark":20,"check":30}}'
  const owner = `"userId":"${OWNER.userId}","projectId":"${OWNER.projectId}"`
  const revision = kind === 'draft' ? '"revision":0,' : ''
  return `{"schemaVersion":1,${owner},"assignmentId":"${uuid(at)}","id":"${uuid(900 + at)}","seq":${at},"fence":1,"at":0,${revision}"kind":"${kind}","answer":${answer},"activeMs":60,"work":${work}}`
}

function diskOf(...texts: string[]): Map<string, LabelOperation> {
  const operations = texts.map((text) => LabelOperation.parse(JSON.parse(text)))
  return new Map(operations.map((operation) => [operation.id, operation]))
}

test('[SV16] a journal of an older build is sent as it is, in order, and the pair comes back as the server has it', async () => {
  const server = labelServer()
  for (const id of [1, 2]) server.claim(uuid(id))
  const disk = diskOf(kept('submit', 'left behind', 1), kept('draft', 'half done', 2))
  const sent: unknown[] = []
  const apply = server.apply
  server.apply = (operation) => {
    if ('answer' in operation) sent.push(operation.answer)
    return apply(operation)
  }
  const world = begin({ server, disk })
  await settle()
  expect(server.arrived).toEqual(['left behind'])
  expect(sent).toEqual(
    [kept('submit', 'left behind', 1), kept('draft', 'half done', 2)].map((text) => JSON.parse(text).answer),
  )
  expect([screen(world), world.queue.view.getState().screen?.answer]).toMatchObject([
    uuid(2),
    { schemaVersion: 2, comment: 'half done' },
  ])
  expect(world.disk.size).toBe(0)
})

test('[SV16] where the server has something newer, the person chooses; nothing is lost either way', async () => {
  for (const choice of ['mine', 'theirs'] as const) {
    const server = labelServer()
    Object.assign(server.claim(uuid(1)), { revision: 9, draft: 'theirs' })
    const world = begin({ server, tasks: 1, disk: diskOf(kept('draft', 'mine', 1)) })
    await settle()
    expect(world.queue.view.getState()).toMatchObject({
      save: { status: 'conflict' },
      conflict: { mine: { answer: { comment: 'mine' } }, theirs: { draft: { comment: 'theirs' } } },
      screen: { answer: { comment: 'theirs' } },
    })
    await world.queue.choose(uuid(1), choice)
    await settle(40_000)
    const wanted = choice === 'mine' ? 'mine' : 'theirs'
    expect(server.kept.get(uuid(1))?.draft).toBe(wanted)
    expect(world.queue.view.getState()).toMatchObject({
      save: { status: 'saved' },
      screen: { answer: { comment: wanted } },
    })
    expect(world.disk.size).toBe(0)
  }
})
