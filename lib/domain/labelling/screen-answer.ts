import { z } from 'zod'
import { Alias } from '@/lib/domain/shared'
import { Answer, CleanVerdict, Mark, ProposalDecision } from './answer'
import { SeenRanges, Work } from './work'

/** The side of a clip on a person's screen. People and their browsers know no other sides. */
export const ScreenSide = z.enum(['left', 'right'])
export type ScreenSide = z.infer<typeof ScreenSide>

export const SCREEN_SIDES = ['left', 'right'] as const satisfies readonly ScreenSide[]

export function otherScreenSide(side: ScreenSide): ScreenSide {
  return side === 'left' ? 'right' : 'left'
}

export const ScreenPreference = z.enum(['left', 'right', 'tie_good', 'tie_bad'])
export type ScreenPreference = z.infer<typeof ScreenPreference>

export const ScreenMark = Mark.extend({ side: ScreenSide, proposalId: Alias.nullable() })
export type ScreenMark = z.infer<typeof ScreenMark>

export const ScreenVerdict = CleanVerdict.extend({ side: ScreenSide })
export type ScreenVerdict = z.infer<typeof ScreenVerdict>

export const ScreenDecision = ProposalDecision.extend({ proposalId: Alias })
export type ScreenDecision = z.infer<typeof ScreenDecision>

/** A person's answer to a pair, with the sides of their screen. Version 1 was `Answer`, with the sides A and B. */
export const ScreenAnswer = Answer.extend({
  schemaVersion: z.literal(2),
  preference: ScreenPreference.nullable(),
  marks: z.array(ScreenMark).max(5000),
  clean: z.array(ScreenVerdict).max(5000),
  proposals: z.array(ScreenDecision).max(5000),
})
export type ScreenAnswer = z.infer<typeof ScreenAnswer>

export const EMPTY_SCREEN_ANSWER: ScreenAnswer = {
  schemaVersion: 2,
  preference: null,
  strength: null,
  marks: [],
  clean: [],
  proposals: [],
  comment: '',
  flagged: false,
}

/** Frames of each side that were on screen. */
export const ScreenSeen = z.object({ left: SeenRanges, right: SeenRanges })
export type ScreenSeen = z.infer<typeof ScreenSeen>

export const ScreenWork = Work.extend({ seen: ScreenSeen })
export type ScreenWork = z.infer<typeof ScreenWork>
export const SentWork = z.union([ScreenWork, Work])
export type SentWork = z.infer<typeof SentWork>

export const NO_SCREEN_WORK: ScreenWork = {
  seen: { left: [], right: [] },
  phaseMs: { look: 0, mark: 0, check: 0 },
}
