import type { Rational } from 'node-av/lib'
import { createFrameTable, type FrameTable } from '@/lib/domain/media'
import { NO_PTS, ticksToUs } from './ffmpeg'
import type { Survey, SurveyedFrame } from './survey'

/**
 * The frames before the first damage or the early end.
 * @param endsEarly the container promises more than came
 * Source: docs/spec/frames.md [FR9] [FR10]
 */
export function goodFrames(survey: Survey, endsEarly: boolean): SurveyedFrame[] {
  const whole = beforeDamage(survey)
  return endsEarly ? beforeGap(whole, survey.packets.at(-1)?.dts ?? NO_PTS) : whole
}

function beforeDamage({ frames, packets, brokenAt }: Survey): SurveyedFrame[] {
  if (brokenAt === null) return frames
  const lost = packets.slice(brokenAt).flatMap(({ pts }) => (pts === NO_PTS ? [] : [pts]))
  if (lost.length === 0) return frames.slice(0, brokenAt)
  const end = lost.sort((a, b) => (a < b ? -1 : 1))[0] as bigint
  return upTo(frames, (frame) => frame.pts !== NO_PTS && frame.pts >= end)
}

/**
 * A packet that never came has a dts above the last one read, and pts ≥ dts, so up to that dts nothing is missing.
 * Later frames, which reordering let through, count as long as they follow at an interval seen before.
 */
function beforeGap(frames: SurveyedFrame[], lastDts: bigint): SurveyedFrame[] {
  let widest = 0n
  let previous: bigint | null = null
  return upTo(frames, ({ pts }) => {
    const interval = previous === null ? 0n : pts - previous
    previous = pts
    if (pts > lastDts && interval > widest) return true
    if (interval > widest) widest = interval
    return false
  })
}

function upTo(frames: SurveyedFrame[], stops: (frame: SurveyedFrame) => boolean): SurveyedFrame[] {
  const stop = frames.findIndex(stops)
  return stop < 0 ? frames : frames.slice(0, stop)
}

/**
 * Turns the file's ticks into a frame table.
 * @param frames at least one
 * @returns `repaired`: how many timestamps were missing or not after the one before
 * Source: docs/spec/frames.md [FR8]
 */
export function tableOf(frames: readonly SurveyedFrame[], timeBase: Rational): { table: FrameTable; repaired: number } {
  const first = frames.find((frame) => frame.pts !== NO_PTS)?.pts ?? 0n
  const ptsUs: number[] = []
  let repaired = 0
  for (const { pts } of frames) {
    const previous = ptsUs.at(-1)
    const us = pts === NO_PTS ? null : ticksToUs(pts - first, timeBase)
    if (previous === undefined) ptsUs.push(0)
    else if (us !== null && us > previous) ptsUs.push(us)
    else {
      ptsUs.push(previous + 1)
      repaired += 1
    }
  }
  return { table: createFrameTable(ptsUs), repaired }
}
