/** What a clip could use: all its frames, or the few of a clip that waits for its task. */
export type Claim<Id = string> = { id: Id; onScreen: boolean; frameBytes: number; frameCount: number }

/** Frames of a clip that is not on screen: enough to begin at once. */
export const WAITING_FRAMES = 6
/** Clips that wait have at most this part of the whole together. */
const WAITING_PART = 1 / 8
/** Fewer than these and stepping cannot work; kept even where they do not fit. */
const LEAST_FRAMES = 2

/**
 * Shares one budget between all clips that hold frames: a small share for those that wait, the rest fairly between
 * those on screen, where a clip that needs less leaves the rest to the others.
 * Source: docs/spec/player.md [PL6]
 */
export function shareBudget<Id>(totalBytes: number, claims: readonly Claim<Id>[]): Map<Id, number> {
  const shares = new Map<Id, number>()
  const waiting = claims.filter(({ onScreen }) => !onScreen)
  const each = Math.floor((totalBytes * WAITING_PART) / Math.max(1, waiting.length))
  let left = totalBytes
  for (const claim of waiting) {
    const most = Math.min(WAITING_FRAMES, claim.frameCount) * claim.frameBytes
    const share = Math.max(Math.min(most, each), Math.min(LEAST_FRAMES, claim.frameCount) * claim.frameBytes)
    shares.set(claim.id, share)
    left -= share
  }
  const shown = claims.filter(({ onScreen }) => onScreen).sort((a, b) => needOf(a) - needOf(b))
  for (const [at, claim] of shown.entries()) {
    const fair = Math.floor(Math.max(0, left) / (shown.length - at))
    const share = Math.max(Math.min(needOf(claim), fair), Math.min(LEAST_FRAMES, claim.frameCount) * claim.frameBytes)
    shares.set(claim.id, share)
    left -= share
  }
  return shares
}

function needOf({ frameBytes, frameCount }: Pick<Claim, 'frameBytes' | 'frameCount'>): number {
  return frameBytes * frameCount
}
