import { decodeFrameTable } from '@/lib/domain/media'
import type { Prisma } from '@/lib/platform/db'

/** The columns of a video that an annotator's screen may see: neither file name nor generator. */
const PLAYABLE = {
  id: true,
  mode: true,
  servedKey: true,
  proxyKey: true,
  reducedKey: true,
  displayWidth: true,
  displayHeight: true,
  frameTable: true,
  durationUs: true,
  filmstripKey: true,
  filmstrip: true,
} as const satisfies Prisma.VideoSelect

export const PAIR_SELECT = {
  id: true,
  kind: true,
  timestampUs: true,
  frameIndexA: true,
  frameIndexB: true,
  prompt: { select: { text: true } },
  videoA: { select: PLAYABLE },
  videoB: { select: PLAYABLE },
} as const satisfies Prisma.PairSelect

const ANSWERED = { id: true, frameTable: true } as const satisfies Prisma.VideoSelect

/** What an answer is checked against. */
export const ANSWERED_PAIR_SELECT = {
  kind: true,
  frameIndexA: true,
  frameIndexB: true,
  videoA: { select: ANSWERED },
  videoB: { select: ANSWERED },
} as const satisfies Prisma.PairSelect

export type AnsweredPairRow = Prisma.PairGetPayload<{ select: typeof ANSWERED_PAIR_SELECT }>
export type PairRow = Prisma.PairGetPayload<{ select: typeof PAIR_SELECT }>

/** Presentation times in µs of a clip's source frames; none for a video that is not ready. */
export function ptsUsOf({ frameTable }: { frameTable: Uint8Array | null }): readonly number[] {
  return frameTable ? decodeFrameTable(frameTable).ptsUs : []
}
