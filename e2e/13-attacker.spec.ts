import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type APIRequestContext, type APIResponse, expect, test } from '@playwright/test'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { createRng } from '@/lib/domain/shared'
import { encodeVideo, evenPtsUs } from '@/workers/media'
import { asNumber, chanceOfNothing } from './support/attack'
import { database, framejury } from './support/database'
import { signIn } from './support/sign-in'

const SLUG = 'journey-attacker'
const GENERATORS = ['alpha-video', 'beta-video', 'gamma-video'] as const
const PROMPTS = 12
const FRAMES = 8
const SIZE = { width: 64, height: 48 }
/** As a browser says it of our own pages. */
const OURS = { 'sec-fetch-site': 'same-origin' }
/** A chance of one in a thousand that clips which tell nothing fail this test, over all strategies together. */
const CHANCE = 0.001

let folder: string

/** Pictures that have nothing to do with the generator: a block that moves over a flat ground. */
function* pictures(seed: string): Generator<Uint8Array> {
  const rng = createRng(seed)
  const [ground, block] = [0, 1].map(() => [rng.int(256), rng.int(256), rng.int(256)]) as [number[], number[]]
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const left = rng.int(SIZE.width - 16)
    yield Uint8Array.from({ length: SIZE.width * SIZE.height * 3 }, (_, at) => {
      const x = Math.floor(at / 3) % SIZE.width
      return (x >= left && x < left + 16 ? block : ground)[at % 3] ?? 0
    })
  }
}

/** A box of a given size that players pass over; it names the generator, as a title or a content credential would. */
function namingBox(generator: string, bytes: number): Buffer {
  const box = Buffer.alloc(bytes)
  box.writeUInt32BE(bytes, 0)
  box.write('free', 4, 'latin1')
  box.write(`made with ${generator}`, 8, 'latin1')
  return box
}

/** Clips of one size, rate, length, codec and number of bytes; one generator's after the other's. */
async function makeClips(): Promise<string> {
  const clips: { file: string; prompt: number; generator: string; bytes: Buffer }[] = []
  for (const generator of GENERATORS) {
    for (let prompt = 0; prompt < PROMPTS; prompt += 1) {
      const file = path.join(folder, `clip-${clips.length}.mp4`)
      const frames = pictures(`${prompt} ${generator}`)
      await encodeVideo(file, { ...SIZE, ptsUs: evenPtsUs(FRAMES, 8), frames, codec: 'h264', quality: 'fast' })
      clips.push({ file: path.basename(file), prompt, generator, bytes: await readFile(file) })
    }
  }
  const most = Math.max(...clips.map(({ bytes }) => bytes.length)) + 64
  for (const { file, generator, bytes } of clips) {
    await writeFile(path.join(folder, file), Buffer.concat([bytes, namingBox(generator, most - bytes.length)]))
  }
  const rows = clips.map(({ file, prompt, generator }) => `${file},scene-${prompt},Scene ${prompt},${generator},t2v`)
  const manifest = path.join(folder, 'manifest.csv')
  await writeFile(manifest, ['file,prompt_id,prompt,generator,mode', ...rows, ''].join('\n'))
  return manifest
}

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'framejury-attack-'))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

/** Everything an answer of the server shows. */
type Look = { headers: Record<string, string>; body: Buffer; ms: number }

async function look(call: () => Promise<APIResponse>): Promise<Look & { response: APIResponse }> {
  const started = performance.now()
  const response = await call()
  const body = await response.body()
  return { response, headers: response.headers(), body, ms: performance.now() - started }
}

type Side = 'left' | 'right'
type View = { assignmentId: string; side: Side; facts: Record<string, number> }

/** Claims one pair and looks at all there is of it; null when nothing is left. */
async function claimOne(request: APIRequestContext, projectId: string, turn: number, seen: Buffer[]) {
  const claim = await look(() => request.post(`/api/v1/projects/${projectId}/tasks/claim`, { data: {}, headers: OURS }))
  expect(claim.response.status(), claim.body.toString()).toBe(200)
  seen.push(claim.body, Buffer.from(JSON.stringify(claim.headers)))
  const { assignment } = JSON.parse(claim.body.toString()) as { assignment: AssignmentView | null }
  if (!assignment) return null
  const views: View[] = []
  for (const side of ['left', 'right'] as const) {
    const { video, proposals, scores } = assignment.pair.sides[side]
    const media = await look(() => request.get(video.url))
    expect(media.response.status()).toBe(200)
    const part = await look(() => request.get(video.url, { headers: { range: 'bytes=0-15' } }))
    const strip = video.filmstrip ? await look(() => request.get(video.filmstrip?.url ?? '')) : media
    const frame = await look(() => request.get(`/api/v1/videos/${video.videoId}/frames/0`))
    for (const { body, headers } of [media, part, strip, frame]) seen.push(body, Buffer.from(JSON.stringify(headers)))
    const token = video.url.split('/').at(-1) ?? ''
    views.push({
      assignmentId: assignment.id,
      side,
      facts: {
        'clip by id': asNumber(video.videoId),
        'clip by the end of its id': asNumber(video.videoId.slice(-6)),
        'id length': video.videoId.length,
        'pair by id of the assignment': asNumber(assignment.id.replaceAll('-', '').slice(-6)),
        'order of claims': turn,
        'left or right': side === 'left' ? 0 : 1,
        'left or right, by turns': (turn + (side === 'left' ? 0 : 1)) % 2,
        'token by its first bytes': asNumber(token),
        'token by its last bytes': asNumber(token.slice(-6)),
        'token length': token.length,
        'entity tag': asNumber((media.headers['etag'] ?? '').replaceAll('"', '')),
        'content length': Number(media.headers['content-length'] ?? media.body.length),
        'content type': asNumber(media.headers['content-type'] ?? ''),
        'date of change': media.headers['last-modified'] === undefined ? 0 : 1,
        'number of headers': Object.keys(media.headers).length,
        'bytes of a part': part.body.length,
        'entity tag of the strip': asNumber((strip.headers['etag'] ?? '').replaceAll('"', '')),
        'number of proposals': proposals.length + scores.length,
        'time to claim': claim.ms,
        'time to the clip': media.ms,
        'time to a frame': frame.ms,
      },
    })
  }
  const sent = await request.post(`/api/v1/assignments/${assignment.id}/submit`, {
    headers: OURS,
    data: {
      fence: assignment.fence,
      operationId: crypto.randomUUID(),
      answer: { ...assignment.draft, preference: 'tie_good' },
      activeMs: 1000,
    },
  })
  expect(sent.status(), await sent.text()).toBe(200)
  return views
}

type Truth = { videoId: string; prompt: string; generator: string; real: string[] }

/** Which clip stood where, from the database; the attacker never gets this. */
async function loadTruth(projectId: string): Promise<(view: View) => Truth> {
  const video = { include: { generator: true, prompt: true } } as const
  const rows = await database().assignment.findMany({
    where: { projectId },
    include: { task: { include: { pair: { include: { videoA: video, videoB: video } } } } },
  })
  const known = new Map(rows.map((row) => [row.id, row]))
  return ({ assignmentId, side }) => {
    const row = known.get(assignmentId)
    if (!row) throw new Error('an assignment of nobody')
    const { pair } = row.task
    const clip = (row.leftSide === 'A') === (side === 'left') ? pair.videoA : pair.videoB
    const real = [clip.id, pair.id, row.taskId, clip.promptId, clip.generatorId, clip.sha256, clip.fileName]
    return { videoId: clip.id, prompt: clip.prompt.externalId, generator: clip.generator.name, real }
  }
}

/** Of each clip the mean of what was seen of it, one row for each prompt, in the order of the generators. */
function rowsOf(views: readonly (View & Truth)[], of: (view: View & Truth) => number) {
  const mean = (prompt: string, generator: string) => {
    const own = views.filter((view) => view.prompt === prompt && view.generator === generator).map(of)
    return own.reduce((sum, value) => sum + value, 0) / own.length
  }
  const prompts = [...new Set(views.map(({ prompt }) => prompt))]
  return prompts.map((prompt): [number, number, number] => {
    const [first, second, third] = GENERATORS
    return [mean(prompt, first), mean(prompt, second), mean(prompt, third)]
  })
}

test('an annotator who looks at everything the server sends cannot tell the generators apart', async ({ page }) => {
  test.setTimeout(600_000)
  const manifest = await makeClips()
  await framejury('import', folder, '--manifest', manifest, '--project', SLUG, '--create', '--json')
  const { id: projectId } = await database().project.findUniqueOrThrow({ where: { slug: SLUG } })
  await expect
    .poll(() => database().pair.count({ where: { projectId, kind: 'video' } }), { timeout: 60_000 })
    .toBe(PROMPTS * 3)
  const people = await database().user.findMany({
    where: { email: { in: ['admin@framejury.example', 'annotator@framejury.example'] } },
  })
  await database().membership.createMany({
    data: people.map(({ id: userId, email }) => ({
      projectId,
      userId,
      role: email.startsWith('admin') ? ('admin' as const) : ('annotator' as const),
    })),
    skipDuplicates: true,
  })
  await signIn(page, 'admin')
  const order = { kinds: ['video'], asks: 'preference', overlap: 1 }
  const made = await page.request.post(`/api/v1/projects/${projectId}/tasks`, { data: order, headers: OURS })
  expect(await made.json()).toEqual({ created: PROMPTS * 3 })
  await page.context().clearCookies()
  await signIn(page, 'annotator')

  const seen: Buffer[] = []
  const views: View[] = []
  for (let turn = 0; ; turn += 1) {
    const own = await claimOne(page.request, projectId, turn, seen)
    if (!own) break
    views.push(...own)
  }
  expect(views).toHaveLength(PROMPTS * 3 * 2)
  const truthOf = await loadTruth(projectId)
  const known = views.map((view) => ({ ...view, ...truthOf(view) }))

  // Nothing that was sent names a generator, a file, a content or a row.
  const all = Buffer.concat(seen)
  const names = new Set([...GENERATORS, ...known.flatMap(({ real }) => real)])
  expect([...names].filter((name) => all.includes(name))).toEqual([])

  // The test sees what there is to see: the ids that are kept from people tell everything.
  const byRealId = rowsOf(known, ({ videoId }) => Number.parseInt(videoId.replaceAll('-', '').slice(0, 13), 16))
  const strategies = Object.keys(known[0]?.facts ?? {})
  const bound = CHANCE / strategies.length
  expect(chanceOfNothing(byRealId)).toBeLessThan(bound)

  const telling = strategies
    .map((name) => ({ name, chance: chanceOfNothing(rowsOf(known, ({ facts }) => facts[name] ?? 0)) }))
    .filter(({ chance }) => chance < bound)
  expect(telling).toEqual([])
})
