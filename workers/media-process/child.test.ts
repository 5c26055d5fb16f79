import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClip, makeScratch, type Scratch, unevenPtsUs } from '../media/fixtures/make-clip'
import { ForkedChild } from '../process/forked-child'
import { Reply, type Request } from './protocol'

const PATIENCE_MS = 60_000

let scratch: Scratch
let child: ForkedChild<Request, Reply>

beforeAll(async () => {
  scratch = await makeScratch()
  child = new ForkedChild<Request, Reply>({
    entry: fileURLToPath(new URL('child.ts', import.meta.url)),
    reply: Reply,
    role: 'decoder',
    failure: (message) => new Error(message),
  })
})
afterAll(async () => {
  await child.kill()
  await scratch.remove()
})

test('a clip that takes long gives signs of life while it is read and while its copy is made', async () => {
  const ptsUs = unevenPtsUs(40).map((pts) => pts + 1_500_000)
  const path = await makeClip(scratch.path('late.mp4'), { codec: 'h264', ptsUs })
  child.send({ type: 'ingest', path, scratch: scratch.path('.'), mostPixels: 1e9 })
  const replies: Reply[] = []
  do replies.push(await child.take(PATIENCE_MS, 'reading'))
  while (replies.at(-1)?.type === 'alive')
  expect(replies.slice(0, -1)).toEqual(Array(5).fill({ type: 'alive' }))
  expect(replies.at(-1)).toMatchObject({ type: 'ready', media: { copies: { isProxy: true } } })
})
