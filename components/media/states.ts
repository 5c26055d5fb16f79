import type { ImportItemView, VideoSummary } from '@/lib/contracts/http/media'

type State = ImportItemView['state'] | VideoSummary['state']
type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

const TONES: Record<State, Tone> = {
  waiting: 'plain',
  probing: 'accent',
  ready: 'good',
  refused: 'bad',
  duplicate: 'plain',
  missing: 'warn',
  unlisted: 'warn',
  deleting: 'warn',
}

/** The tone of a file's or a video's state. */
export function toneOfState(state: State): Tone {
  return TONES[state]
}
