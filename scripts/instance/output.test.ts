import { expect, test } from 'vitest'
import { readable } from './output'

test('a log line of the worker reads as level, message and fields', () => {
  const line = '{"level":40,"time":1,"pid":7,"hostname":"h","name":"worker","videoId":"v1","msg":"clip refused"}'
  expect(readable(line)).toBe('warn clip refused videoId=v1')
})

test('an error keeps its stack', () => {
  expect(readable('{"level":50,"msg":"failed","err":{"message":"no","stack":"Error: no\\n  at x"}}')).toBe(
    'error failed \nError: no\n  at x',
  )
})

test.each(['plain text', '{"level":broken'])('anything else stays as it is: %s', (line) => {
  expect(readable(line)).toBe(line)
})
