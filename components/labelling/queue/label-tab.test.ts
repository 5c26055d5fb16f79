import { IDBFactory as FakeFactory, IDBDatabase, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLocks, OWNER, uuid } from '@/components/outbox/testing'
import { LabelTab } from './label-tab'
import { labelApi, labelServer, say } from './testing'

const NAME = `fj-label:${OWNER.userId}:${OWNER.projectId}`
let locks = createLocks({ patient: false })
let tabs: LabelTab[] = []

beforeEach(() => {
  locks = createLocks({ patient: false })
  const page = new EventTarget()
  vi.stubGlobal('indexedDB', new FakeFactory())
  vi.stubGlobal('navigator', { locks })
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page))
})
afterEach(async () => {
  for (const tab of tabs) await tab.close()
  tabs = []
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function browser() {
  const server = labelServer()
  const { api, net } = labelApi({ server })
  const released: string[] = []
  const closed = vi.spyOn(IDBDatabase.prototype, 'close')
  function open(): LabelTab {
    const tab = new LabelTab({
      owner: OWNER,
      name: 'Ann',
      api: { ...api, releaseOnLeave: ({ assignmentId }) => released.push(assignmentId) },
      warm: () => () => undefined,
      onSent: () => undefined,
      onRefused: () => undefined,
    })
    tabs.push(tab)
    return tab
  }
  return { server, net, released, closed, open }
}

/** Does something while a tab has the lock and reads its journal. */
function whileItStarts(happens: () => void): void {
  const { getAll } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(function (this: IDBObjectStore, ...given) {
    happens()
    return getAll.apply(this, given)
  })
}

const at = (tab: LabelTab) => tab.view.getState().at
const queueOf = (tab: LabelTab) => {
  const view = tab.view.getState()
  if (view.at !== 'queue') throw new Error(`It is ${view.at}.`)
  return view.queue
}
const labels = (tab: LabelTab) =>
  vi.waitFor(() =>
    expect(
      queueOf(tab)
        .view.getState()
        .ahead.map(({ assignment }) => assignment.id),
    ).toHaveLength(2),
  )

test('[SV13] a tab that is closed while it starts claims nothing, and closes the journal', async () => {
  const { net, closed, open } = browser()
  const tab = open()
  whileItStarts(() => void tab.close())
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce())
  expect([at(tab), net.excludes]).toEqual(['starting', []])
})

test('[SV13] a tab that loses the lock while it starts does not begin', async () => {
  const { net, closed, open } = browser()
  const tab = open()
  whileItStarts(() => void locks.request(NAME, { steal: true }, () => new Promise(() => undefined)))
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce())
  expect([tab.view.getState(), net.excludes]).toEqual([{ at: 'elsewhere', took: true }, []])
})

test('[SV13] the second tab asks; taken over, the first one keeps no connection, and may take over in its turn', async () => {
  const { server, closed, open } = browser()
  const first = open()
  await labels(first)
  const second = open()
  await vi.waitFor(() => expect(second.view.getState()).toEqual({ at: 'elsewhere', took: false }))
  await second.takeOver()
  expect([first.view.getState(), at(second)]).toEqual([{ at: 'elsewhere', took: true }, 'queue'])
  expect(closed).toHaveBeenCalledOnce()
  await first.takeOver()
  expect([at(first), at(second), closed.mock.calls.length]).toEqual(['queue', 'elsewhere', 2])
  await labels(first)
  queueOf(first).submit(uuid(1), say('after all'))
  await vi.waitFor(() => expect(server.arrived).toEqual(['after all']))
})

test('[SV11] a tab that is left sends what waits and gives back what it claimed ahead', async () => {
  const { server, released, closed, open } = browser()
  const tab = open()
  await labels(tab)
  queueOf(tab).setAnswer(uuid(1), say('half done'), 'mark')
  await tab.close()
  expect([server.kept.get(uuid(1))?.draft, released]).toEqual(['half done', [uuid(2), uuid(3)]])
  expect(closed).toHaveBeenCalledOnce()
  const next = open()
  await labels(next)
  expect(queueOf(next).view.getState().screen?.answer.comment).toBe('half done')
})

test('[SV6] [SV11] the page tells: online, tries again; hidden, saves at once; gone, gives back', async () => {
  // What is saved from time to time is not, so that only the page can be the reason.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { server, net, released, open } = browser()
  const saved = vi.spyOn(server, 'apply')
  const tab = open()
  await labels(tab)
  net.error = new TypeError('fetch failed')
  queueOf(tab).submit(uuid(1), say('offline'))
  await vi.waitFor(() => expect(queueOf(tab).view.getState().link).toBe('down'))
  net.error = null
  globalThis.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(server.arrived).toEqual(['offline']))
  queueOf(tab).setSeen(uuid(2), { left: [[0, 9]], right: [] })
  Object.assign(document, { visibilityState: 'hidden' })
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(saved.mock.lastCall?.[0]).toMatchObject({ kind: 'draft', assignmentId: uuid(2) }))
  globalThis.dispatchEvent(new Event('pagehide'))
  expect(released).toContain(uuid(3))
})

test('[SV13] a tab that is asked for the lock sends what is on its way, then says that it was taken over', async () => {
  locks = createLocks({ patient: true })
  vi.stubGlobal('navigator', { locks })
  const { server, open } = browser()
  const first = open()
  await labels(first)
  queueOf(first).submit(uuid(1), say('on its way'))
  const channel = new BroadcastChannel(NAME)
  channel.postMessage('hand-over')
  await vi.waitFor(() => expect(first.view.getState()).toEqual({ at: 'elsewhere', took: true }))
  channel.close()
  const second = open()
  await labels(second)
  await vi.waitFor(() => expect(server.arrived).toEqual(['on its way']))
})

test('[SV1] where the browser keeps nothing, work goes on and the screen is told', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const { server, open } = browser()
  const tab = open()
  await labels(tab)
  expect(queueOf(tab).view.getState().durable).toBe(false)
  queueOf(tab).submit(uuid(1), say('all the same'))
  await vi.waitFor(() => expect(server.arrived).toEqual(['all the same']))
})
