import { afterEach, expect, test, vi } from 'vitest'
import { ChannelTabLock, createTabLock, WebTabLock } from './tab-lock'
import { createLocks } from './testing'

const open: { release: () => void }[] = []
afterEach(() => {
  for (const lock of open.splice(0)) lock.release()
  vi.unstubAllGlobals()
})

function tab(name: string, onAsked = async () => undefined) {
  const onLost = vi.fn()
  const lock = new ChannelTabLock({ name, onAsked, onLost })
  open.push(lock)
  return { lock, onLost }
}

test('[SV13] without locks: the second tab is told, and gets the lock when it insists', async () => {
  const first = tab('one')
  expect(await first.lock.acquire()).toBe(true)
  const second = tab('one')
  expect(await second.lock.acquire()).toBe(false)
  await second.lock.takeOver()
  expect(first.onLost).toHaveBeenCalledOnce()
  expect(await first.lock.acquire()).toBe(false)
})

test('[SV13] the first tab finishes before it gives the lock up', async () => {
  const order: string[] = []
  let finish = () => {}
  const finished = new Promise<undefined>((resolve) => {
    finish = () => resolve(undefined)
  })
  const first = tab('two', () => finished)
  await first.lock.acquire()
  const second = tab('two')
  const taken = second.lock.takeOver().then(() => order.push('second begins'))
  setTimeout(() => {
    order.push('first is done')
    finish()
  }, 20)
  await taken
  expect(order).toEqual(['first is done', 'second begins'])
})

test('[SV13] different people or projects do not meet', async () => {
  expect(await tab('three').lock.acquire()).toBe(true)
  expect(await tab('four').lock.acquire()).toBe(true)
})

function webTab(name: string, onAsked = async () => undefined) {
  const onLost = vi.fn()
  const lock = new WebTabLock({ name, onAsked, onLost })
  open.push(lock)
  return { lock, onLost }
}

test('[SV13] with locks: one tab has it, and hands it over when it is asked', async () => {
  vi.stubGlobal('navigator', { locks: createLocks({ patient: false }) })
  expect(createTabLock({ name: 'any', onAsked: async () => undefined, onLost: () => undefined })).toBeInstanceOf(
    WebTabLock,
  )
  const first = webTab('five')
  expect(await first.lock.acquire()).toBe(true)
  const second = webTab('five')
  expect(await second.lock.acquire()).toBe(false)
  const channel = new BroadcastChannel('five')
  channel.postMessage('hand-over')
  await vi.waitFor(() => expect(first.onLost).toHaveBeenCalledOnce())
  expect(await second.lock.acquire()).toBe(true)
  channel.close()
})

test('[SV13] a tab that does not answer loses the lock all the same, and is told once it hears', async () => {
  vi.stubGlobal('navigator', { locks: createLocks({ patient: false }) })
  const frozen = webTab('six', () => new Promise(() => undefined))
  await frozen.lock.acquire()
  const second = webTab('six')
  const taken = second.lock.takeOver()
  await vi.waitFor(() => expect(frozen.onLost).toHaveBeenCalledOnce())
  const third = webTab('six')
  expect(await third.lock.acquire()).toBe(false)
  expect([second.onLost.mock.calls.length, third.onLost.mock.calls.length]).toEqual([0, 0])
  second.lock.release()
  await taken
})

test('[SV13] with locks: the tab that takes over waits until the first one is done, which is then told', async () => {
  vi.stubGlobal('navigator', { locks: createLocks({ patient: true }) })
  const order: string[] = []
  let finish = () => {}
  const first = webTab('seven', () => {
    order.push('first is asked')
    return new Promise((resolve) => {
      finish = () => resolve(undefined)
    })
  })
  await first.lock.acquire()
  const second = webTab('seven')
  const taken = second.lock.takeOver().then(() => order.push('second begins'))
  await vi.waitFor(() => expect(order).toEqual(['first is asked']))
  order.push('first is done')
  finish()
  await taken
  expect(order).toEqual(['first is asked', 'first is done', 'second begins'])
  expect([first.onLost.mock.calls.length, second.onLost.mock.calls.length]).toEqual([1, 0])
})

test('[SV13] a tab that was overruled while it finished, and took the lock again, keeps it', async () => {
  for (const kind of ['locks', 'messages'] as const) {
    if (kind === 'locks') vi.stubGlobal('navigator', { locks: createLocks({ patient: false }) })
    const open = kind === 'locks' ? webTab : tab
    let asked = 0
    let finish = () => {}
    const first = open(`eight ${kind}`, () => {
      asked++
      return new Promise((resolve) => {
        finish = () => resolve(undefined)
      })
    })
    await first.lock.acquire()
    const channel = new BroadcastChannel(`eight ${kind}`)
    channel.postMessage('hand-over')
    await vi.waitFor(() => expect(asked).toBe(1))
    // The other tab overrules it and goes, and this one labels again, all before its first hand-over is done.
    const taken = first.lock.takeOver()
    channel.postMessage('free')
    await taken
    const lost = first.onLost.mock.calls.length
    finish()
    const second = open(`eight ${kind}`)
    expect(await second.lock.acquire()).toBe(false)
    expect(first.onLost.mock.calls.length).toBe(lost)
    channel.close()
  }
})
