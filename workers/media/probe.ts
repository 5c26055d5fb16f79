import { avGetCodecName } from 'node-av/lib'
import {
  averageFps,
  displaySize,
  durationUs,
  type FrameTable,
  framesWithin,
  isBrowserPlayable,
  isVariableRate,
  type PlayableFacts,
  type Rotation,
  type Size,
} from '@/lib/domain/media'
import { containerName } from './container'
import { endsEarly } from './early-end'
import { ticksToUs } from './ffmpeg'
import { goodFrames, tableOf } from './good-frames'
import { DEFAULT_LIMITS, type Limits } from './limits'
import { countPackets, pictureSize } from './packet-count'
import { profileName } from './profile-name'
import type { Progress } from './progress'
import { RefusedError } from './refused-error'
import { readHead, refuseKnownNonVideo } from './sniff'
import { sourceGeometry } from './source-geometry'
import { assertDimension, assertWork, type Survey, surveyVideo } from './survey'
import { openVideoSource, type VideoSource } from './video-source'
import { hasAudio } from './video-tracks'
import { type ProbeWarning, warningsOf } from './warnings'

/** All that is kept of a file. Sizes in pixels, times in µs, rotation clockwise. */
export type Probe = PlayableFacts & {
  rotation: Rotation
  codedWidth: number
  codedHeight: number
  displayWidth: number
  displayHeight: number
  frameTable: FrameTable
  durationUs: number
  /** Average; null for a single frame. */
  fps: number | null
  variable: boolean
  hasAudio: boolean
  warnings: ProbeWarning[]
  browserPlayable: boolean
}
export type ProbeOptions = Progress & { limits?: Limits }

/**
 * Decodes a file once from end to end and describes it.
 * @throws RefusedError when it can be no video, with the reason
 * Source: docs/spec/frames.md
 */
export async function probeVideo(
  path: string,
  { limits = DEFAULT_LIMITS, ...progress }: ProbeOptions = {},
): Promise<Probe> {
  const head = await readHead(path)
  refuseKnownNonVideo(head)
  await refuseHeavy(path, limits, progress.signal)
  // With several threads a decoder reports an error late; a single one names the broken packet.
  for (const threads of [2, 1]) {
    const source = await openVideoSource(path, threads)
    try {
      const survey = await surveyVideo(source, limits, progress)
      if (survey.brokenAt === null || threads === 1) return probeOf(source, survey, head)
    } finally {
      await source.close()
    }
  }
  throw new Error('unreachable: the second pass always answers')
}

/** Going by head and packets alone. Source: docs/spec/ingest-budget.md [IB2] */
async function refuseHeavy(path: string, limits: Limits, signal?: AbortSignal): Promise<void> {
  const size = await pictureSize(path)
  if (!size) return
  assertDimension(size, limits)
  const most = Math.min(limits.maxFrames, framesWithin({ pixels: limits.maxPixels }, size))
  assertWork(await countPackets(path, most, signal), size, limits)
}

function probeOf(source: VideoSource, survey: Survey, head: Buffer): Probe {
  const { format, stream } = source
  const container = containerName(format, head)
  const early = endsEarly(source, survey, container)
  const frames = goodFrames(survey, early)
  const [first] = frames
  if (!first || !survey.facts) throw new RefusedError('no-decodable-frame', noFrameMessage(survey))
  const { table, repaired } = tableOf(frames, stream.timeBase)
  const { facts, trimmed, sizeChanges } = survey
  const damaged = early || survey.brokenAt !== null
  const lastFrameUs = ticksToUs(frames.at(-1)?.durationTicks ?? 0n, stream.timeBase)
  const geometry = sourceGeometry(stream, facts)
  const playable: PlayableFacts = {
    container,
    codec: avGetCodecName(stream.codecpar.codecId) ?? 'unknown',
    profile: profileName(stream),
    pixelFormat: facts.pixelFormat,
    ...geometry,
    videoTracks: source.tracks,
    startUs: ticksToUs(first.pts, stream.timeBase),
    trimmed,
    damaged,
    sizeChanges,
  }
  const display = displaySize(facts, geometry.sampleAspect, geometry.rotation)
  return {
    ...playable,
    ...sizes(facts, display),
    rotation: geometry.rotation,
    frameTable: table,
    durationUs: durationUs(table, lastFrameUs),
    fps: averageFps(table),
    variable: isVariableRate(table),
    hasAudio: hasAudio(format),
    warnings: warningsOf({ table, early, damaged, repaired, tracks: source.tracks, sizeChanges }),
    browserPlayable: isBrowserPlayable(playable),
  }
}

function sizes(coded: Size, display: Size) {
  return {
    codedWidth: coded.width,
    codedHeight: coded.height,
    displayWidth: display.width,
    displayHeight: display.height,
  }
}

function noFrameMessage(survey: Survey): string {
  if (survey.frames.length === 0)
    return 'No frame could be decoded: the video data is missing or destroyed. Copy the file again.'
  return 'The damage begins in the first frame, so no frame shows what the generator made. Copy or export the file again.'
}
