import { expect, test } from 'vitest'
import { neighboursOf } from './neighbours'

const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`
const place = (id: string, minute: number, own = false) => ({ id, createdAt: at(minute), own })
const LIST = [place('d', 4), place('c', 3), place('b', 2), place('a', 1)]

test('the neighbours stand beside it in the list, newest first', () => {
  expect(neighboursOf(place('c', 3), LIST)).toEqual({ previousId: 'd', nextId: 'b' })
  expect(neighboursOf(place('d', 4), LIST)).toEqual({ previousId: null, nextId: 'c' })
  expect(neighboursOf(place('a', 1), LIST)).toEqual({ previousId: 'b', nextId: null })
})

test('one that left the list after its review keeps its place', () => {
  const rest = LIST.filter(({ id }) => id !== 'c')
  expect(neighboursOf(place('c', 3), rest)).toEqual({ previousId: 'd', nextId: 'b' })
})

test('own answers are passed over', () => {
  const withOwn = [place('d', 4), place('c', 3, true), place('b', 2)]
  expect(neighboursOf(place('d', 4), withOwn)).toEqual({ previousId: null, nextId: 'b' })
  expect(neighboursOf(place('c', 3, true), withOwn)).toEqual({ previousId: 'd', nextId: 'b' })
})

test('equal times are told apart by id, as the server orders them', () => {
  const twins = [place('z', 3), place('y', 3), place('x', 3)]
  expect(neighboursOf(place('y', 3), twins)).toEqual({ previousId: 'z', nextId: 'x' })
})
