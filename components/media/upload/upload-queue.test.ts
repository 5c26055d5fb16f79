import { expect, test } from 'vitest'
import { planUpload, type UploadPlan } from './plan-upload'
import { type UploadPorts, UploadQueue } from './upload-queue'

function planOf(count: number): UploadPlan {
  const files = Array.from({ length: count }, (_, index) => ({ path: `p${index}__g.mp4`, size: 100, blob: new Blob() }))
  return planUpload(files, null)
}

/** A server of the test: it accepts what it is sent, unless set to fail. */
function server(failing: (file: string) => boolean = () => false) {
  const seen = { opened: 0, started: 0, received: [] as string[], most: 0, going: 0 }
  const ports: UploadPorts = {
    open: async () => {
      seen.opened += 1
      return { importId: 'import-1' }
    },
    send: async ({ file, onProgress }) => {
      seen.going += 1
      seen.most = Math.max(seen.most, seen.going)
      onProgress(40)
      await Promise.resolve()
      seen.going -= 1
      if (failing(file)) throw new Error(`no ${file}`)
      seen.received.push(file)
    },
    start: async () => {
      seen.started += 1
    },
    inWords: (error) => (error instanceof Error ? error.message : 'failed'),
  }
  return { seen, ports }
}

test('sends every file, a few at a time, then starts the import once', async () => {
  const { seen, ports } = server()
  const queue = new UploadQueue(ports, 3)
  await queue.begin(planOf(8), 'clips')
  expect(seen.received).toHaveLength(8)
  expect([seen.opened, seen.started, seen.most]).toEqual([1, 1, 3])
  expect(queue.state.getState().phase).toBe('started')
  expect(queue.state.getState().files.every(({ state, sent }) => state === 'sent' && sent === 100)).toBe(true)
})

test('one file that fails stops before the start; a retry sends it alone', async () => {
  let broken = true
  const { seen, ports } = server((file) => broken && file.startsWith('p1'))
  const queue = new UploadQueue(ports)
  await queue.begin(planOf(3), 'clips')
  expect(queue.state.getState().phase).toBe('stopped')
  expect(queue.state.getState().files.map(({ state }) => state)).toEqual(['sent', 'failed', 'sent'])
  expect(queue.state.getState().files[1]?.error).toBe('no p1__g.mp4')
  expect(seen.started).toBe(0)
  broken = false
  await queue.retry()
  expect(seen.received.filter((file) => file.startsWith('p1'))).toHaveLength(1)
  expect([seen.received.length, seen.started, queue.state.getState().phase]).toEqual([3, 1, 'started'])
})

test('a person may start without the files that failed', async () => {
  const { seen, ports } = server((file) => file.startsWith('p0'))
  const queue = new UploadQueue(ports)
  await queue.begin(planOf(2), 'clips')
  await queue.startWithout()
  expect([seen.started, queue.state.getState().phase]).toEqual([1, 'started'])
})

test('a start that the server refuses is said in its words and can be tried again', async () => {
  const { seen, ports } = server()
  let refuse = true
  const queue = new UploadQueue({
    ...ports,
    start: async (given) => {
      if (refuse) throw new Error('Row 3 is odd.')
      await ports.start(given)
    },
  })
  await queue.begin(planOf(1), 'clips')
  expect(queue.state.getState()).toMatchObject({ phase: 'stopped', error: 'Row 3 is odd.' })
  refuse = false
  await queue.retry()
  expect([seen.received.length, seen.started]).toEqual([1, 1])
})

test('goes on with an import that is open', async () => {
  const { seen, ports } = server()
  const queue = new UploadQueue(ports)
  await queue.begin(planOf(1), 'clips', 'import-0')
  expect([seen.opened, queue.state.getState().importId]).toEqual([0, 'import-0'])
})

test('what arrives after a reset changes nothing', async () => {
  const { ports } = server()
  const queue = new UploadQueue(ports)
  const sending = queue.begin(planOf(4), 'clips')
  queue.reset()
  await sending
  expect(queue.state.getState().phase).toBe('idle')
})
