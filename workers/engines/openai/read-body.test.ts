import { expect, test } from 'vitest'
import { beginningOf, lines, TooLongError, wholeText } from './read-body'

const silent = () => undefined

function bodyOf(parts: Iterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const rest = parts[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = rest.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
  })
}

async function linesOf(parts: Iterable<string | Uint8Array>, most = 1000): Promise<string[]> {
  const found: string[] = []
  for await (const line of lines(bodyOf(parts), most, silent)) found.push(line)
  return found
}

test('lines end as a stream of events ends them, wherever its parts are cut', async () => {
  expect(await linesOf(['one\ntw', 'o\r\nthree\rfour'])).toEqual(['one', 'two', 'three', 'four'])
  const [first, second] = [Uint8Array.of(0xc3), Uint8Array.of(0xa9, 0x0a)]
  expect(await linesOf(['caf', first, second, 'end'])).toEqual(['café', 'end'])
  expect((await linesOf(['one\r', '\ntwo'])).filter((line) => line !== '')).toEqual(['one', 'two'])
})

test('[RA11] a line of sixty thousand parts takes no longer than its bytes', async () => {
  const part = 'x'.repeat(256)
  function* parts() {
    for (let count = 0; count < 60_000; count += 1) yield part
  }
  const [line] = await linesOf(parts(), 1e9)
  expect(line).toHaveLength(60_000 * 256)
})

test('[RA11] no more is read than wanted', async () => {
  expect(await wholeText(bodyOf(['abc', 'def']), 6, silent)).toBe('abcdef')
  await expect(wholeText(bodyOf(['abc', 'def']), 5, silent)).rejects.toThrow(TooLongError)
  await expect(linesOf(['a\nb', '\ncd'], 5)).rejects.toThrow(TooLongError)
  expect(await beginningOf(bodyOf(['abc', 'def']), 5, silent)).toBe('abcde')
})
