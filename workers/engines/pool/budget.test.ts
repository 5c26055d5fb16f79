import { expect, test } from 'vitest'
import { Budget } from './budget'

const all = () => Number.POSITIVE_INFINITY

test('what is free is given at once, no more than asked for and one at least', async () => {
  const budget = new Budget(() => 8)
  const some = await budget.take(() => 5)
  const none = await budget.take(() => 0)
  const rest = await budget.take(all)
  expect([some.units, none.units, rest.units]).toEqual([5, 1, 2])
})

test('who asks first is served first, with the share that is right by then', async () => {
  const budget = new Budget(() => 4)
  const first = await budget.take(all)
  let share = 4
  const served: string[] = []
  const waiting = ['a', 'b'].map(async (name) => {
    const grant = await budget.take(() => share)
    served.push(`${name} ${grant.units}`)
    return grant
  })
  share = 3
  first.giveBack()
  await Promise.all(waiting)
  expect(served).toEqual(['a 3', 'b 1'])
})

test('units that are given back twice are back once', async () => {
  const budget = new Budget(() => 2)
  const one = await budget.take(() => 1)
  const other = await budget.take(() => 1)
  one.giveBack()
  one.giveBack()
  expect((await budget.take(all)).units).toBe(1)
  other.giveBack()
  expect((await budget.take(all)).units).toBe(1)
})

test('who gives up waiting takes nothing, and those behind move up', async () => {
  const budget = new Budget(() => 1)
  const held = await budget.take(all)
  const stop = new AbortController()
  const given = budget.take(all, stop.signal)
  const next = budget.take(all)
  stop.abort(new Error('cancelled'))
  await expect(given).rejects.toThrow('cancelled')
  held.giveBack()
  expect((await next).units).toBe(1)
  await expect(budget.take(all, stop.signal)).rejects.toThrow('cancelled')
})

test('units that come later are given to those who wait, and fewer units are waited for', async () => {
  let units = 2
  const budget = new Budget(() => units)
  const [one, two] = [await budget.take(() => 1), await budget.take(() => 1)]
  units = 1
  const waiting = budget.take(all)
  let isGiven = false
  void waiting.then(() => {
    isGiven = true
  })
  one.giveBack()
  await Promise.resolve()
  expect(isGiven).toBe(false)
  units = 4
  budget.share()
  expect((await waiting).units).toBe(3)
  two.giveBack()
})
