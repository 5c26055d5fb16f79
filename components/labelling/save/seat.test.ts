import { afterEach, expect, test, vi } from 'vitest'
import { askedSeat } from './seat'

const open: { leave: () => void }[] = []
afterEach(() => {
  for (const seat of open.splice(0)) seat.leave()
})

function sit(name: string, onAsked = async () => undefined) {
  const onLost = vi.fn()
  const seat = askedSeat({ name, onAsked, onLost })
  open.push(seat)
  return { seat, onLost }
}

test('[SV13] without locks: the second tab is told, and gets the seat when it insists', async () => {
  const first = sit('one')
  expect(await first.seat.take()).toBe(true)
  const second = sit('one')
  expect(await second.seat.take()).toBe(false)
  await second.seat.insist()
  expect(first.onLost).toHaveBeenCalledOnce()
  expect(await first.seat.take()).toBe(false)
})

test('[SV13] the first tab finishes before it gives the seat up', async () => {
  const order: string[] = []
  let finish = () => {}
  const finished = new Promise<undefined>((resolve) => {
    finish = () => resolve(undefined)
  })
  const first = sit('two', () => finished)
  await first.seat.take()
  const second = sit('two')
  const taken = second.seat.insist().then(() => order.push('second begins'))
  setTimeout(() => {
    order.push('first is done')
    finish()
  }, 20)
  await taken
  expect(order).toEqual(['first is done', 'second begins'])
})

test('[SV13] different people or projects do not meet', async () => {
  expect(await sit('three').seat.take()).toBe(true)
  expect(await sit('four').seat.take()).toBe(true)
})
