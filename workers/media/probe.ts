import { avGetCodecName } from 'node-av/lib'
import {
  averageFps,
  displaySize,
  durationUs,
  type FrameTable,
  frameCount,
  framesWithin,
  isBrowserPlayable,
  isVariableRate,
  lastPtsUs,
  type PlayableFacts,
  type Rotation,
  type Size,
} from '@/lib/domain/media'
import { type Progress, ticksToUs } from './ffmpeg'
import { goodFrames, tableOf } from './good-frames'
import { sourceGeometry } from './orientation'
import { countPackets, pictureSize } from './packet-count'
import { RefusedError, readHead, refuseKnownNonVideo } from './sniff'
import { assertDimension, assertWork, DEFAULT_LIMITS, endsEarly, type Limits, type Survey, surveyVideo } from './survey'
import { containerName, hasAudio, openVideoSource, profileName, type VideoSource } from './video-source'

export type WarningCode = 'damaged' | 'truncated' | 'timestamps-repaired' | 'several-video-tracks' | 'size-changes'
export type ProbeWarning = { code: WarningCode; message: string; lastGoodFrame?: number }

type Findings = {
  table: FrameTable
  early: boolean
  damaged: boolean
  repaired: number
  tracks: number
  sizeChanges: boolean
}

/** What is unusual about a file that is still ready, as texts for the person who imported it. */
export function warningsOf({ table, early, damaged, repaired, tracks, sizeChanges }: Findings): ProbeWarning[] {
  const warnings: ProbeWarning[] = []
  if (damaged) {
    const lastGoodFrame = frameCount(table) - 1
    const code = early ? 'truncated' : 'damaged'
    const what = early ? 'The file ends early' : 'The file is damaged'
    const until = `frame ${lastGoodFrame} (${(lastPtsUs(table) / 1e6).toFixed(3)} s)`
    warnings.push({ code, message: `${what}; it is used up to its last good frame, ${until}.`, lastGoodFrame })
  }
  if (repaired > 0) {
    const message = `${repaired === 1 ? '1 frame had no time of its own' : `${repaired} frames had no time of their own`} or one out of order; each follows the frame before it by 1 µs.`
    warnings.push({ code: 'timestamps-repaired', message })
  }
  if (tracks > 1) {
    const message = `The file has ${tracks} video tracks; the default one is used.`
    warnings.push({ code: 'several-video-tracks', message })
  }
  if (sizeChanges) {
    const message = 'The picture changes size within the clip; every frame is scaled to the size of the first.'
    warnings.push({ code: 'size-changes', message })
  }
  return warnings
}

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

/** Uses only header and packets. Source: docs/spec/ingest-budget.md [IB2] */
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
