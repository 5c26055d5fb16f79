import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogger } from './log'

beforeEach(() => vi.stubEnv('LOG_LEVEL', 'info'))
afterEach(() => vi.unstubAllEnvs())

function recorded(mostPerMinute?: number) {
  const lines: { msg: string; withheld?: number; level: number }[] = []
  const clock = { now: 0 }
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  return { lines, clock, log: createLogger('test', { mostPerMinute, destination, now: () => clock.now }) }
}

test('what callers make fail again and again is written a few times a minute, and then how often it was', () => {
  const { lines, clock, log } = recorded(3)
  for (let count = 0; count < 1000; count += 1) log.error({ err: new Error(`try ${count}`) }, 'unexpected error')
  log.error('something else')
  expect(lines.map(({ msg }) => msg)).toEqual([...Array(3).fill('unexpected error'), 'something else'])
  clock.now = 60_000
  log.error({ err: new Error('once more') }, 'unexpected error')
  expect(lines.slice(4)).toMatchObject([
    { withheld: 997, like: 'unexpected error' },
    { msg: 'unexpected error', level: 50 },
  ])
})

test('what is no failure, and a log without a limit, is written whole', () => {
  const { lines, log } = recorded(1)
  for (let count = 0; count < 10; count += 1) log.info('an import has ended')
  expect(lines).toHaveLength(10)
  const unlimited = recorded()
  for (let count = 0; count < 10; count += 1) unlimited.log.error('gave a file up')
  expect(unlimited.lines).toHaveLength(10)
})

test('secrets are not written', () => {
  const { lines, log } = recorded(1)
  log.warn({ password: 'hunter2', body: { secret: 's3cret' } }, 'odd')
  expect(JSON.stringify(lines)).not.toMatch(/hunter2|s3cret/)
})
