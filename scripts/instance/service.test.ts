import { once } from 'node:events'
import { expect, test } from 'vitest'
import { keepAlive, type Running, startNode } from './service'

const WAITS = "process.on('SIGTERM', () => process.exit(0)); console.log('up'); setInterval(() => {}, 1000)"

function starter() {
  const started: Running[] = []
  const up: (() => void)[] = []
  const start = () => {
    const running = startNode(['-e', WAITS], {}, (line) => line === 'up' && up.shift()?.())
    started.push(running)
    return running
  }
  return { started, start, nextUp: () => new Promise<void>((resolve) => up.push(resolve)) }
}

test('a process that dies is started again, until it is stopped', async () => {
  const { started, start, nextUp } = starter()
  const lines: string[] = []
  const firstUp = nextUp()
  const service = keepAlive(
    start(),
    async () => start(),
    (line) => lines.push(line),
  )
  await firstUp
  const secondUp = nextUp()
  started[0]?.process.kill('SIGKILL')
  await secondUp
  await service.stop()
  expect(started).toHaveLength(2)
  expect(started[1]?.process.exitCode).toBe(0)
  expect(lines).toEqual(['ended (SIGKILL); starting again in 0.5 s'])
})

test('a process ends when its supervisor vanishes', async () => {
  const { started, start, nextUp } = starter()
  const isUp = nextUp()
  start()
  await isUp
  const [running] = started
  // The lifeline closes as it does when the supervisor is killed.
  running?.process.stdio[3]?.destroy()
  const [code] = await once(running?.process ?? process, 'exit')
  expect(code).toBe(0)
})
