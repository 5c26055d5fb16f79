import { AV_FRAME_FLAG_CORRUPT, AV_PKT_FLAG_CORRUPT, AV_PKT_FLAG_DISCARD } from 'node-av/constants'
import type { Frame, Packet } from 'node-av/lib'
import { FULL_BUDGET, framesWithin, type Size } from '@/lib/domain/media'
import { NO_PTS, type Progress, ticksToUs } from './ffmpeg'
import { type FrameFacts, frameFacts } from './orientation'
import { RefusedError } from './sniff'
import { hasAudio, type VideoSource } from './video-source'

/** `maxPixels`: of all frames together. Source: docs/spec/ingest-budget.md [IB1] */
export type Limits = { maxDimension: number; maxFrames: number; maxDurationUs: number; maxPixels: number }

export const DEFAULT_LIMITS: Limits = {
  maxDimension: 8192,
  maxFrames: 120_000,
  maxDurationUs: 30 * 60 * 1_000_000,
  maxPixels: FULL_BUDGET.pixels,
}

export type SurveyedFrame = { pts: bigint; durationTicks: bigint }
/** What a full decode of a clip found, damage included. */
export type Survey = {
  frames: SurveyedFrame[]
  /** Of the first frame. */
  facts: FrameFacts | null
  packets: { pts: bigint; dts: bigint }[]
  /** Decoding order of the first packet that is cut, fails or gives a concealed frame; null when all are whole. */
  brokenAt: number | null
  trimmed: boolean
  sizeChanges: boolean
  /** Of all frames together. */
  pixels: number
}

/**
 * Decodes the whole clip and notes every frame.
 * @throws RefusedError when it is over a limit
 * Source: docs/spec/frames.md [FR8] [FR9]
 */
export async function surveyVideo(source: VideoSource, limits: Limits, progress: Progress = {}): Promise<Survey> {
  const survey: Survey = {
    frames: [],
    facts: null,
    packets: [],
    brokenAt: null,
    trimmed: false,
    sizeChanges: false,
    pixels: 0,
  }
  const orders = new Map<bigint, number>()
  function broken(order: number): void {
    survey.brokenAt = Math.min(survey.brokenAt ?? order, order)
  }
  function notePacket(packet: Packet, order: number): void {
    survey.packets.push({ pts: packet.pts, dts: packet.dts })
    orders.set(packet.pts, order)
    if (packet.hasFlags(AV_PKT_FLAG_CORRUPT)) broken(order)
    if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) survey.trimmed = true
  }
  for await (const frame of source.frames(progress.signal, { packet: notePacket, failed: broken })) {
    const pts = frame.bestEffortTimestamp
    if (isDamaged(frame)) broken(orders.get(pts) ?? survey.packets.length - 1)
    noteFrame(survey, frame, pts)
    progress.onFrame?.()
    assertWithinLimits(survey, source, limits)
  }
  return survey
}

function isDamaged(frame: Frame): boolean {
  return frame.decodeErrorFlags !== 0 || frame.hasFlags(AV_FRAME_FLAG_CORRUPT)
}

function noteFrame(survey: Survey, frame: Frame, pts: bigint): void {
  survey.frames.push({ pts, durationTicks: frame.duration })
  survey.facts ??= frameFacts(frame)
  survey.pixels += frame.width * frame.height
  if (frame.width !== survey.facts.width || frame.height !== survey.facts.height) survey.sizeChanges = true
}

function assertWithinLimits({ frames, facts, pixels }: Survey, { stream }: VideoSource, limits: Limits): void {
  const { maxDurationUs, maxPixels } = limits
  if (facts) assertDimension(facts, limits)
  assertFrames(frames.length, limits)
  if (facts && pixels > maxPixels) throw tooHeavy(facts, limits)
  const first = frames[0]?.pts ?? NO_PTS
  const last = frames.at(-1)?.pts ?? NO_PTS
  if (first !== NO_PTS && last !== NO_PTS && ticksToUs(last - first, stream.timeBase) > maxDurationUs) {
    throw new RefusedError('too-long', `The clip is longer than ${maxDurationUs / 1e6} s. Cut it into shorter clips.`)
  }
}

/**
 * Before any frame is decoded.
 * @param frames as many as the file has, going by its head or its packets
 * @throws RefusedError when they are over a limit
 */
export function assertWork(frames: number, size: Size, limits: Limits): void {
  assertFrames(frames, limits)
  if (frames * size.width * size.height > limits.maxPixels) throw tooHeavy(size, limits)
}

function assertFrames(frames: number, { maxFrames }: Limits): void {
  if (frames <= maxFrames) return
  throw new RefusedError('too-long', `The clip has more than ${maxFrames} frames. Cut it into shorter clips.`)
}

function tooHeavy({ width, height }: Size, { maxPixels }: Limits): RefusedError {
  const most = framesWithin({ pixels: maxPixels }, { width, height })
  const message = `The clip has more than ${most} frames of ${width}×${height}, which together are over the limit of ${maxPixels / 1e9} billion pixels. Cut it into shorter clips, or scale it down.`
  return new RefusedError('too-heavy', message)
}

/** @throws RefusedError */
export function assertDimension({ width, height }: Size, { maxDimension }: Limits): void {
  if (Math.max(width, height) <= maxDimension) return
  const message = `The picture is ${width}×${height}; at most ${maxDimension} a side. Scale the clip down.`
  throw new RefusedError('too-large', message)
}

const SLACK_FRAMES = 2

/** True when the container promises more frames, or a longer time, than came. Source: docs/spec/frames.md [FR10] */
export function endsEarly({ format, stream }: VideoSource, survey: Survey, container: string): boolean {
  if (container === 'mp4' || container === 'mov') {
    return Number(stream.nbFrames) > survey.packets.length + SLACK_FRAMES
  }
  // Matroska states the length of the longest track only; with sound that may not be the picture.
  if ((container !== 'webm' && container !== 'mkv') || hasAudio(format) || format.duration === NO_PTS) return false
  const first = survey.frames[0]
  const last = survey.frames.at(-1)
  if (!first || !last || survey.frames.length < 2) return false
  const spanUs = ticksToUs(last.pts - first.pts, stream.timeBase)
  const frameUs = spanUs / (survey.frames.length - 1)
  const endUs = ticksToUs(last.pts, stream.timeBase) + frameUs
  return Number(format.duration) > endUs + SLACK_FRAMES * frameUs
}
