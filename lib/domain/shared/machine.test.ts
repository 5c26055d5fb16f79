import { expect, test } from 'vitest'
import { canMove, type Machine, movesFrom, startsAs, statesOf } from './machine'

const door: Machine<'Door', 'open' | 'shut' | 'gone'> = {
  model: 'Door',
  noun: 'door',
  starts: ['open'],
  moves: { open: ['shut', 'gone'], shut: ['open', 'gone'], gone: [] },
}

test('[ST1] a move is asked for from the states that the table allows, or from some of them', () => {
  expect(statesOf(door)).toEqual(['open', 'shut', 'gone'])
  expect(movesFrom(door, 'gone')).toEqual(['open', 'shut'])
  expect(movesFrom(door, 'gone', ['shut'])).toEqual(['shut'])
  expect(canMove(door, 'gone', 'open')).toBe(false)
})

test('[ST1] a move that the table does not have throws, also where no state is left to move from', () => {
  expect(() => movesFrom(door, 'open', ['shut', 'gone'])).toThrow('A door cannot change from gone to open.')
  expect(() => movesFrom(door, 'gone', [])).toThrow('A door cannot change from any state to gone.')
  expect(() => movesFrom({ ...door, moves: { open: [], shut: [], gone: [] } }, 'shut')).toThrow(RangeError)
})

test('[ST2] nothing is made in a state without an arrow from the dot', () => {
  expect(startsAs(door, 'open')).toBe('open')
  expect(() => startsAs(door, 'gone')).toThrow('A door cannot be created as gone.')
})
