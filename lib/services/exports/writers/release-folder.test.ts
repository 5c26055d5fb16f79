import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseAssistant, planRelease, type ReleaseInfo, renderManifest } from '@/lib/domain/exports'
import { annotationBy, LABELS, pairOf, videoPairOf } from '@/lib/domain/exports/annotated-pair.fixture'
import { createRng } from '@/lib/domain/shared'
import { checkImage, type EncodedFrame } from './image-store'
import { writeReleaseFolder } from './release-folder'
import { stageFolder } from './stage-folder'
import { verifyReleaseFolder } from './verify-folder'

const TRACK = '00000000-0000-7000-8000-000000000001'

const INFO: ReleaseInfo = {
  project: 'demo',
  title: 'Demo: hands & faces',
  version: '1',
  date: '2026-11-22',
  license: 'other',
  language: 'en',
  taxonomyVersion: 2,
  labels: LABELS,
}

/** Twelve frame pairs, two video pairs and one that the gates drop. */
function demoPlan(seed = 'seed') {
  const blurred = [{ side: 'A' as const, frameIndex: 12, ptsUs: 0, labelKey: 'motion_blur', box: null }]
  const frames = Array.from({ length: 12 }, (_, index) =>
    pairOf(
      `p${index}`,
      index % 3 === 0
        ? {
            annotations: [
              annotationBy('anna', {
                marks: blurred,
                preference: 'tie_bad',
                clean: [{ side: 'B', frameIndex: null, ptsUs: null }],
              }),
            ],
          }
        : {},
    ),
  )
  const odd = pairOf('odd', { promptText: 'a <image> of\ncats', annotations: [] })
  return planRelease([...frames, videoPairOf('v0'), videoPairOf('v1'), odd], LABELS, { seed })
}

/** A different picture for every video and frame, encoded as JPEG. */
async function noiseFrame(videoId: string, frameIndex: number): Promise<EncodedFrame> {
  const [width, height] = [64, 48]
  const rng = createRng(`${videoId}/${frameIndex}`)
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, () => rng.int(256)))
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
  return { bytes, width, height }
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framejury-release-'))
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

function write(name = 'release', plan = demoPlan(), frameImage = noiseFrame) {
  return writeReleaseFolder({ dir: join(folder, name), info: INFO, plan, frameImage })
}
async function lines(path: string) {
  return (await readFile(join(folder, path), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
async function table(path: string) {
  const bytes = await readFile(join(folder, path))
  return parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    utf8: false,
  })
}

test('[EX29] [EX30] the manifest lists every file, counts add up, empty splits have no file', async () => {
  const plan = demoPlan()
  const manifest = await write('release', plan)
  expect(await readFile(join(folder, 'release/manifest.json'), 'utf8')).toBe(renderManifest(manifest))
  expect(await verifyReleaseFolder(join(folder, 'release'))).toEqual([])
  const { counts, files } = manifest
  expect(counts).toMatchObject({ considered: 15, dropped: { 'too-few-annotations': 1 }, preference: { A: 10, tie: 4 } })
  const total = (key: 'pairs' | 'videoPairs' | 'frames') =>
    Object.values(counts.splits).reduce((sum, split) => sum + split[key], 0)
  expect([total('pairs'), total('videoPairs'), total('frames')]).toEqual([12, 2, 24 + 6])
  expect(files.filter(({ rows }) => rows === 0)).toEqual([])
  expect(files.filter(({ path }) => path.endsWith('.jpg'))).toHaveLength(30)
  for (const split of ['train', 'validation', 'test'] as const) {
    const rowsOf = (path: string) => files.find((file) => file.path === path)?.rows ?? 0
    expect(rowsOf(`frames/${split}-00000-of-00001.parquet`)).toBe(counts.splits[split].frames)
    expect(rowsOf(`ms-swift/sft_epoch1.${split}.jsonl`)).toBe(counts.splits[split].frames)
    expect(rowsOf(`ms-swift/grpo.${split}.jsonl`)).toBe(2 * counts.splits[split].pairs)
    const card = await readFile(join(folder, 'release/README.md'), 'utf8')
    expect(card.includes(`path: video_pairs/${split}-*`)).toBe(counts.splits[split].videoPairs > 0)
  }
})

test('[EX21] [EX22] parquet and JSONL tell the same of a frame, and its picture is the same bytes', async () => {
  await write()
  const frames = await table('release/frames/train-00000-of-00001.parquet')
  const full = await lines('release/ms-swift/sft_epoch1.train.jsonl')
  const masked = await lines('release/ms-swift/sft_epoch2_masked.train.jsonl')
  expect(full.map((row) => row.frame_id)).toEqual(frames.map((row) => row.frame_id))
  for (const [index, frame] of frames.entries()) {
    const text = frame.messages[1].content
    expect(full[index].messages[1].content).toBe(text)
    expect(masked[index].messages[1].content + masked[index].messages[2].content).toBe(text)
    expect(parseAssistant(text)?.answer).toEqual({ labels: frame.labels, score: frame.pseudo_score })
    const onDisk = await readFile(join(folder, 'release/ms-swift', full[index].images[0]))
    expect(onDisk.equals(frame.images[0].bytes)).toBe(true)
    expect(frame.think_source).toBe('composed')
  }
})

test('[EX37] the annotations of the pairs that were written are there one by one, tracks and all', async () => {
  const track = [15, 16, 17].map((frameIndex) => ({
    side: 'B' as const,
    frameIndex,
    ptsUs: frameIndex * 40_000,
    labelKey: 'extra_limbs',
    box: { x: 0.1, y: 0.1, w: 0.2, h: 0.2 },
    trackId: TRACK,
    interpolated: frameIndex === 16,
  }))
  const said = annotationBy('anna', { strength: 'strong', marks: track })
  const plan = planRelease([{ ...videoPairOf('v'), annotations: [said] }, pairOf('odd', { annotations: [] })], LABELS, {
    seed: 's',
  })
  const { files } = await write('release', plan)
  const [file] = files.filter(({ path }) => path.startsWith('annotations/'))
  expect(file?.rows).toBe(1)
  const [row] = await table(`release/${file?.path}`)
  expect(row).toMatchObject({ pair_id: 'pair-v', annotator: 'annotator-1', preference: 'A', strength: 'strong' })
  const marks = row?.marks as { timestamp_us: bigint; interpolated: boolean; track_id: string }[]
  expect(marks.map((mark) => [Number(mark.timestamp_us), mark.interpolated, mark.track_id])).toEqual([
    [600_000, false, TRACK],
    [640_000, true, TRACK],
    [680_000, false, TRACK],
  ])
  const card = await readFile(join(folder, 'release/README.md'), 'utf8')
  expect(card).toContain('config_name: annotations')
  expect(card).toContain('Marks: all of every track, drawn and computed.')
})

test('[EX23] [EX6] GRPO rows are adjacent sides of frame pairs; clips give none', async () => {
  await write()
  const rows = await lines('release/ms-swift/grpo.train.jsonl')
  const pairs = await table('release/pairs/train-00000-of-00001.parquet')
  expect(rows.filter((_, index) => index % 2 === 0).map((row) => row.pair_id)).toEqual(pairs.map((row) => row.pair_id))
  for (const [index, row] of rows.entries()) {
    expect(row.side).toBe(index % 2 === 0 ? 'A' : 'B')
    expect(row.pair_id).toBe(rows[index - (index % 2)].pair_id)
  }
  expect(pairs.some((row) => String(row.pair_id).startsWith('pair-v'))).toBe(false)
})

test('[EX13] [EX21] a pair without preference gives its frames and no other row', async () => {
  const undecided = { annotations: [annotationBy('anna'), annotationBy('ben', { preference: 'B' })] }
  const gates = { requirePreference: false }
  const plan = planRelease([pairOf('p', undecided), pairOf('q', undecided)], LABELS, { seed: 's', gates })
  const { counts, files } = await write('release', plan)
  expect(Object.values(counts.splits).map(({ pairs, grpoRows }) => pairs + grpoRows)).toEqual([0, 0, 0])
  expect(counts.splits.train.frames + counts.splits.validation.frames + counts.splits.test.frames).toBe(4)
  expect(files.filter(({ path }) => path.startsWith('pairs/') || path.includes('grpo'))).toEqual([])
  expect(await readFile(join(folder, 'release/README.md'), 'utf8')).not.toContain('config_name: pairs')
})

test('[EX29] the same inputs give the same bytes, another seed gives others', async () => {
  const first = await write('one')
  expect(await write('two')).toEqual(first)
  const sums = (manifest: typeof first) => manifest.files.map(({ sha256 }) => sha256)
  expect(sums(await write('three', demoPlan('other')))).not.toEqual(sums(first))
})

test('[EX19] pixels of another split leave pairs and clip frames out, counted', async () => {
  const pairs = Array.from({ length: 6 }, (_, index) => pairOf(`p${index}`))
  const plan = planRelease([...pairs, ...Array.from({ length: 6 }, (_, index) => videoPairOf(`v${index}`))], LABELS, {
    seed: 's',
  })
  const black = await noiseFrame('black', 0)
  // Frame A of every frame pair and frame 15 of every clip show one and the same picture.
  const frameImage = (videoId: string, frameIndex: number) => {
    const same = videoId.startsWith('v') ? frameIndex === 15 : videoId.endsWith('-a')
    return same ? Promise.resolve(black) : noiseFrame(videoId, frameIndex)
  }
  const { counts } = await write('release', plan, frameImage)
  const kept = Object.values(counts.splits)
  expect(kept.filter(({ pairs: count }) => count > 0)).toHaveLength(1)
  expect(counts.leaked.pairs).toBe(6 - Math.max(...kept.map(({ pairs: count }) => count)))
  expect(counts.leaked.pairs).toBeGreaterThan(0)
  expect(counts.leaked.frames).toBeGreaterThan(0)
  expect(kept.reduce((sum, { videoPairs }) => sum + videoPairs, 0)).toBe(6)
})

test('[EX19] a frame of several pairs is decoded once and is one row', async () => {
  const shared = { promptGroup: 'g', videoB: { id: 'shared', sha256: 's', width: 64, height: 48 } }
  const plan = planRelease([pairOf('p', shared), pairOf('q', shared)], LABELS, { seed: 's' })
  const asked: string[] = []
  const { counts } = await write('release', plan, (videoId, frameIndex) => {
    asked.push(videoId)
    return noiseFrame(videoId, frameIndex)
  })
  expect(asked.sort()).toEqual(['p-a', 'q-a', 'shared'])
  expect(counts.splits.train).toMatchObject({ pairs: 2, frames: 3, grpoRows: 4 })
})

test('[EX34] images that trainers stumble over are refused by frame and reason', async () => {
  const base = sharp({ create: { width: 64, height: 48, channels: 3, background: '#456' } })
  const size = { width: 64, height: 48 }
  const cases = [
    [await base.clone().webp().toBuffer(), size, /is webp/],
    [await base.clone().ensureAlpha().png().toBuffer(), size, /4 channels/],
    [await base.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer(), size, /EXIF rotation/],
    [await base.clone().jpeg().toBuffer(), { width: 65, height: 48 }, /64×48, but 65×48/],
    [await base.clone().resize(20, 20).jpeg().toBuffer(), { width: 20, height: 20 }, /below 28 pixels/],
    [Buffer.from('no image'), size, /cannot be read/],
  ] as const
  for (const [bytes, announced, message] of cases) {
    await expect(checkImage('v_000001', { bytes, ...announced })).rejects.toThrow(message)
  }
  await expect(checkImage('v_000001', { bytes: await base.clone().png().toBuffer(), ...size })).resolves.toMatchObject({
    extension: 'png',
  })
})

test('[EX35] reading back finds changed, missing and foreign files', async () => {
  await write()
  const path = (name: string) => join(folder, 'release', name)
  await writeFile(path('ms-swift/grpo.train.jsonl'), '{}\n')
  await rm(path('README.md'))
  await writeFile(path('notes.txt'), 'x')
  const found = await verifyReleaseFolder(join(folder, 'release'))
  expect(found.map(({ where }) => where).sort()).toEqual(['README.md', 'ms-swift/grpo.train.jsonl', 'notes.txt'])
  await rm(path('manifest.json'))
  expect(await verifyReleaseFolder(join(folder, 'release'))).toMatchObject([{ code: 'no-manifest' }])
})

test('a failing or cancelled write leaves nothing at the target', async () => {
  const target = join(folder, 'release')
  let frames = 0
  const failing = (videoId: string, frameIndex: number) => {
    frames += 1
    if (frames > 5) throw new Error('decoder gone')
    return noiseFrame(videoId, frameIndex)
  }
  const fill = (dir: string) => writeReleaseFolder({ dir, info: INFO, plan: demoPlan(), frameImage: failing })
  await expect(stageFolder(target, fill)).rejects.toThrow('decoder gone')
  const cancel = new AbortController()
  const cancelled = stageFolder(target, (dir) =>
    writeReleaseFolder({
      dir,
      info: INFO,
      plan: demoPlan(),
      frameImage: noiseFrame,
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    }),
  )
  await expect(cancelled).rejects.toThrow(/abort/i)
  expect(await readdir(folder)).toEqual([])
})

test('staging moves a whole folder into place, clears what a killed run left, and never overwrites', async () => {
  const target = join(folder, 'release')
  await mkdir(join(folder, '.release.partial-old'))
  await mkdir(target)
  await stageFolder(target, (dir) => writeFile(join(dir, 'a.txt'), 'a'))
  expect(await readdir(folder)).toEqual(['release'])
  await expect(stageFolder(target, () => Promise.resolve())).rejects.toThrow(/already exists/)
  expect(await readdir(target)).toEqual(['a.txt'])
})

test('a plan without pairs is refused with the reasons', async () => {
  const plan = planRelease([pairOf('p', { annotations: [] })], LABELS, { seed: 's' })
  await expect(write('release', plan)).rejects.toThrow(
    /No pair passes the gates \(1 considered; left out: 1 too-few-annotations\)/,
  )
})
