import { afterEach, expect, test, vi } from 'vitest'
import { ChannelTabLock } from './tab-lock'

const open: { release: () => void }[] = []
afterEach(() => {
  for (const lock of open.splice(0)) lock.release()
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
