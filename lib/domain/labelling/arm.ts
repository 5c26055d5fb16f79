import { Arm } from '@/lib/domain/accounts'
import { createRng } from '@/lib/domain/shared'

export { Arm }

/** What the arm follows from when a person claims a task. */
export type ArmFacts = {
  /** The project's: what it shows, and the share 0–1 of families that each person sees without. */
  settings: { proposals: Arm; hiddenShare: number }
  /** Kept by tasks made before arms were drawn for persons; null for all others. */
  taskArm: Arm | null
  holdout: boolean
  /** What was drawn for the person and the family before; null at their first claim in it. */
  hidden: boolean | null
  /** Whether proposals of the family were on the person's screen. */
  sawProposals: boolean
}

/**
 * Whether a person gets a family's clips without proposals.
 * @param key names the family and the person
 * Source: docs/spec/queue.md [QU4]
 */
export function drawHidden(hiddenShare: number, key: string): boolean {
  return createRng(`arm:${key}`).next() < hiddenShare
}

/**
 * The arm under which a person gets a task: of one family always with proposals, or always without.
 * @returns the arm, and what is to be kept as drawn for person and family: null where nothing was drawn
 * Source: docs/spec/queue.md [QU4] [QU17]
 */
export function armOf(
  { settings, taskArm, holdout, hidden, sawProposals }: ArmFacts,
  key: string,
): { arm: Arm; hidden: boolean | null } {
  if (taskArm !== null) return { arm: taskArm, hidden }
  if (holdout || settings.proposals === 'hide') return { arm: 'hide', hidden }
  const drawn = !sawProposals && (hidden ?? drawHidden(settings.hiddenShare, key))
  return { arm: drawn ? 'hide' : settings.proposals, hidden: drawn }
}

/** What an assignment shows now: one that reveals hides until its first answer is stored. Source: docs/spec/queue.md [QU23] */
export function visibleArm({ arm, revealedAt }: { arm: Arm; revealedAt: Date | null }): Arm {
  return arm === 'reveal' && revealedAt === null ? 'hide' : arm
}

/** Share 0–1 of the answers that will be given under each arm. Source: docs/spec/queue.md [QU4] [QU17] */
export function armShares({
  proposals,
  hiddenShare,
  holdoutShare,
}: {
  proposals: Arm
  hiddenShare: number
  holdoutShare: number
}): Record<Arm, number> {
  const none = { show: 0, hide: 0, reveal: 0 }
  if (proposals === 'hide') return { ...none, hide: 1 }
  const shown = (1 - holdoutShare) * (1 - hiddenShare)
  return { ...none, hide: 1 - shown, [proposals]: shown }
}

/**
 * Whether a family is held out for unbiased measurement; depends only on seed and family.
 * Source: docs/spec/queue.md [QU17]
 */
export function drawHoldout(settings: { holdoutShare: number }, seed: number, family: string): boolean {
  return createRng(`holdout:${seed}:${family}`).next() < settings.holdoutShare
}

/** A task's place in a random order, 0–1. Source: docs/spec/queue.md [QU17] */
export function drawPlace(seed: number, pairId: string): number {
  return createRng(`place:${seed}:${pairId}`).next()
}
