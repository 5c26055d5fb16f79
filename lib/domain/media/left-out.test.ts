import { expect, test } from 'vitest'
import { leftOutList, readLeftOut } from './left-out'

test('[MF12] names come back as they went, in one spelling; lines that are no names are left aside', () => {
  const names = ['notes.txt', 'a "b"\nc.md', 'pairs/naïve 視頻.txt']
  expect(readLeftOut(leftOutList(names))).toEqual(names)
  expect(readLeftOut('"./x//y"\nnonsense\n7\n""\n\n"z"')).toEqual(['x/y', 'z'])
})
