import { afterEach, expect, test, vi } from 'vitest'
import {
  type Engine,
  type EngineFrame,
  type FrameResult,
  ModelFolderError,
  OpenaiManifest,
} from '@/lib/domain/proposals'
import { scoreFrames } from '../child/score-frames'
import { EngineAnswerError } from '../engine-errors'
import { PATIENCE_MS } from '../engine-process'
import { type Behaviour, type StreamedToken, startChatServer } from './fixtures/chat-server'
import { openOpenai } from './open-openai'
import { PATIENCE, type Patience } from './requests'

const QUICK = { tries: 4, firstPauseMs: 2, longestPauseMs: 8, longestAskedPauseMs: 20, wholeMs: 20_000 }
const ANSWER = [
  '<think>\n',
  'Six fingers.',
  '\n</think>\n<answer>\n',
  '{"labels":["',
  'extra',
  '_limbs',
  '"],"score":',
  '2.40',
  '}\n</answer>',
]
/** The same with doubt about score and label. */
const UNSURE = ANSWER.map((text): StreamedToken => {
  if (text === '2.40') return [text, { '2.40': 0.75, '4': 0.25 }]
  return text === 'extra' ? [text, { extra: 0.9, limb: 0.1 }] : text
})
const CLEAN = '<think>\nFine.\n</think>\n<answer>\n{"labels":[],"score":4.80}\n</answer>'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const one of open.splice(0)) await one.close()
})

async function serve(
  behave: Behaviour,
  change: Partial<OpenaiManifest['server']> = {},
  patience: Partial<Patience> = {},
) {
  const server = await startChatServer(behave)
  open.push(server)
  const manifest = OpenaiManifest.parse({
    schemaVersion: 1,
    engine: 'openai',
    name: 'react',
    version: '7b',
    labels: ['limb_deformation', 'extra_limbs', 'wobble'],
    definitions: { wobble: 'The picture wobbles.' },
    thresholds: { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 },
    server: { baseUrl: `${server.baseUrl}/`, model: 'react-7b', concurrency: 3, silenceMs: 2000, ...change },
    training: {},
  })
  const folder = { engine: 'openai' as const, folder: '/models/react', manifest, sha256: '0'.repeat(64) }
  return { server, engine: await openOpenai(folder, { ...QUICK, ...patience }) }
}

function frames(count: number): EngineFrame[] {
  const [width, height] = [56, 28]
  return Array.from({ length: count }, (_, index) => ({
    index,
    ptsUs: index * 40_000,
    width,
    height,
    data: new Uint8Array(width * height * 3).fill(index),
  }))
}

function infer(engine: Engine, count = 1, signal = new AbortController().signal) {
  return engine.infer(frames(count), 'A dancer leaps', signal)
}

test('[RA5] [RA6] a streamed answer gives score, labels with probability, and the reasoning', async () => {
  const { server, engine } = await serve((reply) => reply.stream(UNSURE))
  const [result] = await infer(engine)
  expect(result).toMatchObject({ index: 0, ptsUs: 0, reasoning: 'Six fingers.', boxes: [] })
  expect(result?.score).toBeCloseTo(0.75 * 2.4 + 0.25 * 4.5, 6)
  expect(result?.labels.extra_limbs).toBeCloseTo(0.9, 6)
  expect(result?.labels.wobble).toBe(0)
  const [{ body, key } = { body: null, key: '' }] = server.calls
  const [image, text] = body?.messages[0]?.content ?? []
  expect(image?.image_url.url).toMatch(/^data:image\/jpeg;base64,\/9j\//)
  expect(text?.text).toContain('A dancer leaps')
  expect(text?.text).toContain('- wobble: The picture wobbles.')
  expect(text?.text).toContain('- extra_limbs: More limbs or digits than the subject can have.')
  expect(key).toBe('')
})

test('[RA9] an end token among the tokens, as vLLM gives it, takes nothing from the probabilities', async () => {
  const end: StreamedToken = ['<|im_end|>', { '<|im_end|>': 1 }, '']
  const { engine } = await serve((reply) => reply.stream([...UNSURE, end]))
  const [result] = await infer(engine)
  expect(result?.score).toBeCloseTo(0.75 * 2.4 + 0.25 * 4.5, 6)
  expect(result?.labels.extra_limbs).toBeCloseTo(0.9, 6)
})

test('a server that does not stream is read as well', async () => {
  const { engine } = await serve((reply) => reply.json(CLEAN))
  expect(await infer(engine)).toMatchObject([{ score: 4.8, reasoning: 'Fine.' }])
})

test('frames go side by side up to the limit and come back in order', async () => {
  const waiting: (() => void)[] = []
  const { server, engine } = await serve((reply, at) => {
    waiting.push(() => reply.json(CLEAN.replace('4.80', `4.${at}0`)))
    // Nothing is answered until as many wait as may: the last first.
    if (waiting.length === 3 || server.calls.length === 7) for (const answer of waiting.splice(0).toReversed()) answer()
  })
  const results = await infer(engine, 7)
  expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(server.calls).toHaveLength(7)
  expect(server.mostInFlight()).toBe(3)
})

test.each([
  ['a busy server', 429, { 'retry-after': '0.01' }],
  ['a server that is starting', 503, {}],
])('%s is asked again', async (_, status, headers) => {
  const { server, engine } = await serve((reply, at) =>
    at < 3 ? reply.refuse(status, 'later', headers) : reply.json(CLEAN),
  )
  expect(await infer(engine)).toHaveLength(1)
  expect(server.calls).toHaveLength(4)
})

test('a server that stays busy fails the clip with its words', async () => {
  const { server, engine } = await serve((reply) => reply.refuse(503, 'loading weights'))
  await expect(infer(engine)).rejects.toThrow(/answered 503: loading weights/)
  expect(server.calls).toHaveLength(QUICK.tries)
})

test('[RA10] a server that asks for an hour is asked again after the longest pause', async () => {
  const { server, engine } = await serve((reply) => reply.refuse(429, 'quota used up', { 'retry-after': '3600' }))
  await expect(infer(engine)).rejects.toThrow(/answered 429: quota used up/)
  expect(server.calls).toHaveLength(QUICK.tries)
})

test('[RA10] a server that never answers is left after the whole time, with its last reason', async () => {
  const { engine } = await serve((reply) => reply.stall(), { silenceMs: 100 }, { tries: 1000, wholeMs: 350 })
  await expect(infer(engine)).rejects.toThrow(/did not respond for 0\.1 s/)
})

test('[RA10] an answer that never ends is left after the whole time', async () => {
  const drip: Behaviour = (reply) => reply.stream(ANSWER.slice(0, 3), 'silent')
  const { engine } = await serve(drip, {}, { wholeMs: 200 })
  await expect(infer(engine)).rejects.toThrow(/did not respond within 0\.2 s\. It was still processing/)
})

test('[RA10] a server is left before its engine is taken for dead', () => {
  expect(PATIENCE.wholeMs).toBeLessThanOrEqual(PATIENCE_MS.openai - 120_000)
})

test('[RA7] a checkpoint’s own penalty is switched off', async () => {
  const { server, engine } = await serve((reply) => reply.json(CLEAN))
  await infer(engine)
  expect(server.calls[0]?.body).toMatchObject({ temperature: 0, repetition_penalty: 1 })
})

test.each([400, 422])(
  '[RA7] a server that refuses the penalty with %d is asked without it from then on',
  async (status) => {
    const { server, engine } = await serve((reply, _, { body }) =>
      'repetition_penalty' in body
        ? reply.refuse(status, `${' '.repeat(400)}Unrecognized request argument supplied: repetition_penalty`)
        : reply.json(CLEAN),
    )
    expect(await infer(engine)).toHaveLength(1)
    expect(await infer(engine)).toHaveLength(1)
    expect(server.calls.map(({ body }) => 'repetition_penalty' in body)).toEqual([true, false, false])
  },
)

test.each([
  [401, /Check apiKeyEnv/],
  [404, /Check baseUrl and the model’s name/],
  [400, /answered 400: bad picture/],
])('status %d is final and says what to check', async (status, complaint) => {
  const { server, engine } = await serve((reply) => reply.refuse(status, 'bad picture'))
  await expect(infer(engine)).rejects.toThrow(complaint)
  expect(server.calls).toHaveLength(1)
})

test('a stream that breaks off is asked for again', async () => {
  const { server, engine } = await serve((reply, at) =>
    at === 0 ? reply.stream(ANSWER.slice(0, 4), 'broken') : reply.stream(ANSWER),
  )
  expect(await infer(engine)).toMatchObject([{ score: 2.4 }])
  expect(server.calls).toHaveLength(2)
})

test.each([
  ['before its answer', 'stall'],
  ['in the middle of it', 'silent'],
])('a server that falls silent %s is left and asked again', async (_, how) => {
  const { server, engine } = await serve(
    (reply, at) => {
      if (at > 0) reply.json(CLEAN)
      else if (how === 'stall') reply.stall()
      else reply.stream(ANSWER.slice(0, 3), 'silent')
    },
    { silenceMs: 100 },
  )
  expect(await infer(engine)).toHaveLength(1)
  expect(server.calls).toHaveLength(2)
})

test('[RA4] an answer that is none is asked for once more, then fails with what was said', async () => {
  const { server, engine } = await serve((reply, at) => reply.json(at === 0 ? 'I cannot see a thing.' : CLEAN))
  expect(await infer(engine)).toHaveLength(1)
  expect(server.calls).toHaveLength(2)
  const stubborn = await serve((reply) => reply.json('I cannot see a thing.'))
  const failed = infer(stubborn.engine)
  await expect(failed).rejects.toThrow(EngineAnswerError)
  await expect(failed).rejects.toThrow(/for frame 0, twice\. It said: I cannot see a thing/)
  expect(stubborn.server.calls).toHaveLength(2)
})

test('aborting closes the sockets of every frame in flight and rejects with the reason', async () => {
  const abort = new AbortController()
  const gone: Promise<void>[] = []
  const { engine } = await serve((reply) => {
    gone.push(reply.gone)
    if (gone.length === 3) abort.abort(new Error('the run was cancelled'))
  })
  await expect(infer(engine, 5, abort.signal)).rejects.toThrow('the run was cancelled')
  await Promise.all(gone)
  expect(gone).toHaveLength(3)
})

test('one frame that fails ends the others', async () => {
  const gone: Promise<void>[] = []
  const { engine } = await serve((reply) => {
    gone.push(reply.gone)
    if (gone.length === 3) reply.refuse(400, 'bad picture')
  })
  await expect(infer(engine, 3)).rejects.toThrow(/bad picture/)
  await Promise.all(gone)
})

test('[RA4] answers that were given before a frame of their batch fails are handed over', async () => {
  const given: (() => void)[] = []
  const { server, engine } = await serve((reply, at) => {
    given.push(() => (at < 2 ? reply.json(CLEAN) : reply.refuse(400, 'bad picture')))
    if (given.length === 3) void inOrder(given)
  })
  async function inOrder(answers: (() => void)[]) {
    for (const answer of answers) {
      answer()
      await expect.poll(server.inFlight).toBe(given.length - answers.indexOf(answer) - 1)
    }
  }
  async function* decoded() {
    yield* frames(3)
  }
  const batches: FrameResult[][] = []
  const all = async () => {
    for await (const batch of scoreFrames(engine, decoded(), '', new AbortController().signal)) batches.push(batch)
  }
  await expect(all()).rejects.toThrow(/bad picture/)
  expect(batches.map((batch) => batch.map(({ score }) => score))).toEqual([[4.8, 4.8]])
})

test('a server that is not there is named', async () => {
  const { server, engine } = await serve((reply) => reply.stall())
  await server.close()
  open.length = 0
  await expect(infer(engine)).rejects.toThrow(/could not be reached: .*ECONNREFUSED/)
})

test('the key comes from the environment, and its absence is said before anything is sent', async () => {
  vi.stubEnv('FRAMEJURY_KEY_TEST', 'sesame')
  const { server, engine } = await serve((reply) => reply.json(CLEAN), { apiKeyEnv: 'FRAMEJURY_KEY_TEST' })
  await infer(engine)
  expect(server.calls[0]?.key).toBe('Bearer sesame')
  vi.stubEnv('FRAMEJURY_KEY_TEST', undefined)
  const refused = serve((reply) => reply.json(CLEAN), { apiKeyEnv: 'FRAMEJURY_KEY_TEST' })
  await expect(refused).rejects.toThrow(ModelFolderError)
  await expect(refused).rejects.toThrow(/names FRAMEJURY_KEY_TEST/)
})

test('[PP14] no other variable of the worker is sent, and no key that a header cannot hold', async () => {
  vi.stubEnv('AUTH_SECRET', 'of-sessions')
  const taken = serve((reply) => reply.json(CLEAN), { apiKeyEnv: 'AUTH_SECRET' })
  await expect(taken).rejects.toThrow(ModelFolderError)
  await expect(taken).rejects.toThrow(/names AUTH_SECRET for the server's key, but only a variable that begins with/)
  vi.stubEnv('FRAMEJURY_KEY_TEST', 'two\nlines')
  const torn = serve((reply) => reply.json(CLEAN), { apiKeyEnv: 'FRAMEJURY_KEY_TEST' })
  await expect(torn).rejects.toThrow(/contains a space, a line break/)
  await expect(torn).rejects.not.toThrow(/lines/)
})
