import { Rational } from 'node-av/lib'
import { expect, test } from 'vitest'
import { NO_PTS } from './ffmpeg'
import { goodFrames, tableOf } from './good-frames'
import type { Survey } from './survey'

function frames(...pts: bigint[]) {
  return pts.map((one) => ({ pts: one, durationTicks: 1n }))
}

function survey(over: Partial<Survey>): Survey {
  return {
    frames: [],
    facts: null,
    packets: [],
    brokenAt: null,
    trimmed: false,
    sizeChanges: false,
    pixels: 0,
    ...over,
  }
}

test('[FR8] ticks become µs after the first timestamp', () => {
  const { table, repaired } = tableOf(frames(3003n, 4004n, 5005n), new Rational(1, 30_000))
  expect(table.ptsUs).toEqual([0, 33_367, 66_733])
  expect(repaired).toBe(0)
})

test('[FR8] a missing, equal or earlier timestamp follows its predecessor by 1 µs', () => {
  const { table, repaired } = tableOf(frames(10n, 20n, 20n, 15n, NO_PTS, 30n), new Rational(1, 1000))
  expect(table.ptsUs).toEqual([0, 10_000, 10_001, 10_002, 10_003, 20_000])
  expect(repaired).toBe(3)
})

test('[FR9] frames shown after any packet from the break on are dropped', () => {
  // Decoding order 0 4 2 1 3 (broken) 8: frame 3 is lost, so 4, although decoded before, has a gap before it.
  const packets = [0n, 4n, 2n, 1n, 3n, 8n].map((pts, at) => ({ pts, dts: BigInt(at - 2) }))
  const given = survey({ packets, brokenAt: 4, frames: frames(0n, 1n, 2n, 4n, 8n) })
  expect(goodFrames(given, false)).toEqual(frames(0n, 1n, 2n))
})

test('[FR10] after an early end a frame counts only while no gap opens before it', () => {
  const packets = [0n, 2n, 1n, 3n, 7n].map((pts, at) => ({ pts, dts: BigInt(at - 1) }))
  expect(goodFrames(survey({ packets, frames: frames(0n, 1n, 2n, 3n, 4n) }), true)).toEqual(frames(0n, 1n, 2n, 3n, 4n))
  expect(goodFrames(survey({ packets, frames: frames(0n, 1n, 2n, 3n, 7n) }), true)).toEqual(frames(0n, 1n, 2n, 3n))
})
