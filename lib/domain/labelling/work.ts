import { z } from 'zod'
import { storableInt } from '@/lib/domain/shared'

/** Closed ranges of source indices, ascending and apart: [[0, 12], [40, 40]]. */
export const SeenRanges = z.array(z.tuple([storableInt(0), storableInt(0)])).max(2000)
export type SeenRanges = z.infer<typeof SeenRanges>

/** Frames of each side that were on screen. */
export const Seen = z.object({ A: SeenRanges, B: SeenRanges })
export type Seen = z.infer<typeof Seen>

/** Looking until the first word, marking until nothing is missing, checking until it is sent. */
export const Phase = z.enum(['look', 'mark', 'check'])
export type Phase = z.infer<typeof Phase>

const Milliseconds = z.int().min(0).max(86_400_000)
/** Active time by phase, ms; idle time excluded. */
export const PhaseMs = z.object({ look: Milliseconds, mark: Milliseconds, check: Milliseconds })
export type PhaseMs = z.infer<typeof PhaseMs>

/** How an answer came about: not part of it, but kept beside it. */
export const Work = z.object({ seen: Seen, phaseMs: PhaseMs })
export type Work = z.infer<typeof Work>

export const NO_WORK: Work = { seen: { A: [], B: [] }, phaseMs: { look: 0, mark: 0, check: 0 } }
