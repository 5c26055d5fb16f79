import { asksAttribution } from '@/lib/domain/labelling'
import type { LinkStatus } from '../save/link'
import type { Operation } from '../save/operation'
import type { Held } from './desk-state'

/**
 * Where the pair on screen stands with its first answer: not asked for, still to be given, on its way, waiting for the connection, or stored.
 * Source: docs/spec/saving.md [SV17]
 */
export type FirstAnswerState = 'none' | 'due' | 'sending' | 'waiting' | 'stored'

export function firstAnswerState(held: Held | null, lane: readonly Operation[], link: LinkStatus): FirstAnswerState {
  if (held?.assignment.arm !== 'reveal' || !asksAttribution(held.assignment.asks)) return 'none'
  if (held.assignment.revealed) return 'stored'
  if (!lane.some(({ kind }) => kind === 'first')) return 'due'
  return link === 'up' ? 'sending' : 'waiting'
}
