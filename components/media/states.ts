import type { ImportItemView } from '@/lib/contracts/http/media'

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

const TONES: Record<ImportItemView['state'], Tone> = {
  waiting: 'plain',
  probing: 'accent',
  ready: 'good',
  refused: 'bad',
  duplicate: 'plain',
  missing: 'warn',
  unlisted: 'warn',
}

/** The tone of a file's or a video's state. */
export function toneOfState(state: ImportItemView['state']): Tone {
  return TONES[state]
}
