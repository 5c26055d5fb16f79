import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createRng } from '@/lib/domain/shared'
import { decodeFrames } from './decode'
import { framesFromStart } from './indexed-frames'
import { type Probe, probeVideo } from './probe'
import { RefusedError } from './sniff'
import { openVideoSource } from './video-source'

const CLIPS = fileURLToPath(new URL('../../../shared/clips', import.meta.url))
const present = existsSync(join(CLIPS, 'pairs')) && existsSync(join(CLIPS, 'awkward'))
const HD_LINES = 720

/** Frames and warnings of a file that is ready, `proxy` where browsers need one, or the code of its refusal. */
const AWKWARD: Record<string, string> = {
  'UPPERCASE.MP4': '30',
  'all_black.mp4': '45',
  'audio_only.mp4': 'no-video-track',
  'av1.mp4': '45',
  'corrupt_bytes_in_mdat.mp4': 'no-decodable-frame',
  'fps_120.mp4': '240',
  'fps_29_97.mp4': '60',
  'fragmented.mp4': '45 proxy',
  'frozen_still.mp4': '60',
  'git_lfs_pointer.mp4': 'git-lfs-pointer',
  'h264_10bit.mp4': '30 proxy',
  'hevc_hev1_10bit.mp4': '30 proxy',
  'html_404_page.mp4': 'web-page',
  'matroska.mkv': '30 proxy',
  "naïve café «100%» #1 & 'quote' 視頻.mp4": '60',
  'no_duration_piped.webm': '45',
  no_extension: '30',
  'odd_511x287_h264_yuv444.mp4': '30 proxy',
  'one_frame.mp4': '1',
  'portrait_270x480.mp4': '30',
  'rotated_90_metadata.mp4': '30 proxy',
  'sar_4_3.mp4': '30 proxy',
  'start_time_1_5s.mp4': '30 proxy',
  'tiny_32x18.mp4': '15',
  'truncated.webm': '12 truncated proxy',
  'truncated_moov_first.mp4': '21 truncated proxy',
  'truncated_no_moov.mp4': 'no-index',
  'two_video_tracks.mp4': '48 several-video-tracks proxy',
  'uhd_3840x2160.mp4': '15',
  'vfr_30_8_24.mp4': '54 variable',
  'zero_byte.mp4': 'empty-file',
}

async function outcome(path: string): Promise<string> {
  try {
    const { frameTable, variable, warnings, browserPlayable } = await probeVideo(path)
    const notes = [...warnings.map(({ code }) => code), ...(variable ? ['variable'] : [])]
    return [frameTable.ptsUs.length, ...notes, ...(browserPlayable ? [] : ['proxy'])].join(' ')
  } catch (error) {
    if (error instanceof RefusedError) return error.code
    throw error
  }
}

describe.runIf(present)('the awkward clips', () => {
  test('are all in the table', () => {
    expect(readdirSync(join(CLIPS, 'awkward')).sort()).toEqual(Object.keys(AWKWARD).sort())
  })

  test.each(Object.entries(AWKWARD))('%s: %s', async (name, wanted) => {
    expect(await outcome(join(CLIPS, 'awkward', name))).toBe(wanted)
  })
})

const run = promisify(execFile)
const hasFfmpeg = await run('ffmpeg', ['-version']).then(
  () => true,
  () => false,
)
const READY = present
  ? [
      ...readdirSync(join(CLIPS, 'pairs')).map((name) => join('pairs', name)),
      ...Object.keys(AWKWARD).flatMap((name) => (/^\d/.test(AWKWARD[name] ?? '') ? [join('awkward', name)] : [])),
    ]
  : []

describe.runIf(present && hasFfmpeg)('every frame is, bit by bit, what the ffmpeg command decodes there', () => {
  test.each(READY)('%s', async (name) => {
    const path = join(CLIPS, name)
    const { frameTable } = await probeVideo(path)
    const theirs = await ffmpegHashes(path)
    const ours = await ourHashes(path)
    const count = frameTable.ptsUs.length
    expect(ours.slice(0, count)).toEqual(theirs.slice(0, count))
    if (!name.includes('truncated')) expect(theirs).toHaveLength(count)
  })
})

async function ourHashes(path: string): Promise<string[]> {
  const source = await openVideoSource(path)
  const hashes: string[] = []
  try {
    for await (const { frame } of framesFromStart(source)) hashes.push(md5(frame.toBuffer()))
  } finally {
    await source.close()
  }
  return hashes
}

async function ffmpegHashes(path: string): Promise<string[]> {
  const output = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framemd5', '-']
  const { stdout } = await run('ffmpeg', ['-v', 'fatal', '-noautorotate', '-i', `file:${path}`, ...output])
  const lines = stdout.split('\n').filter((line) => /^\d/.test(line))
  return lines.map((line) => line.split(',').at(-1)?.trim() ?? '')
}

function md5(data: Buffer): string {
  return createHash('md5').update(data).digest('hex')
}

const SHOWN = [
  'pairs/densedpo__gym-dance__DenseDPO.mp4',
  'pairs/fetv__people-dancing__ZeroScope.gif',
  'awkward/hevc_hev1_10bit.mp4',
  'awkward/odd_511x287_h264_yuv444.mp4',
  'awkward/rotated_90_metadata.mp4',
  'awkward/sar_4_3.mp4',
  'awkward/truncated.webm',
]

describe.runIf(present && hasFfmpeg)('frame N looks as the ffmpeg command shows frame N', () => {
  test.each(SHOWN)('%s', async (name) => {
    const path = join(CLIPS, name)
    const probe = await probeVideo(path)
    const wanted = somePlaces(probe.frameTable.ptsUs.length, name)
    const theirs = await ffmpegFrames(path, wanted, probe)
    const apart: number[] = []
    for await (const { data } of decodeFrames(path, wanted, 'native', undefined, probe.frameTable)) {
      const other = theirs.subarray(apart.length * data.length, (apart.length + 1) * data.length)
      expect(other.length).toBe(data.length)
      apart.push(meanDifference(data, other))
    }
    expect(apart).toHaveLength(wanted.length)
    // Versions of FFmpeg interpolate colour differently; a frame away differs by more.
    expect(Math.max(...apart)).toBeLessThan(1.5)
  })
})

function somePlaces(count: number, seed: string): number[] {
  const rng = createRng(seed)
  return [...new Set([0, count - 1, rng.int(count), rng.int(count), rng.int(count)])].sort((a, b) => a - b)
}

async function ffmpegFrames(path: string, wanted: readonly number[], probe: Probe): Promise<Buffer> {
  const matrix = probe.codedHeight >= HD_LINES ? 'bt709' : 'bt601'
  const colour = probe.container === 'gif' ? '' : `:in_color_matrix=${matrix}`
  const select = wanted.map((index) => `eq(n,${index})`).join('+')
  const scale = `scale=${probe.displayWidth}:${probe.displayHeight}:flags=bicubic+accurate_rnd+full_chroma_int${colour}`
  const filter = `select='${select}',${scale},format=rgb24`
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-']
  const maxBuffer = 2 ** 29
  const { stdout } = await run('ffmpeg', ['-v', 'fatal', '-i', `file:${path}`, '-vf', filter, ...output], {
    encoding: 'buffer',
    maxBuffer,
  })
  return stdout
}

function meanDifference(ours: Uint8Array, theirs: Uint8Array): number {
  let total = 0
  for (let at = 0; at < ours.length; at += 1) total += Math.abs((ours[at] as number) - (theirs[at] as number))
  return total / ours.length
}
