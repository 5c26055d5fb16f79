'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { ImportItemView, VideoSummary } from '@/lib/contracts/http/media'

/** Numbers of media as people read them. */
export function useNumbers() {
  const format = useFormatter()
  const rounded = (value: number, digits: number) => format.number(value, { maximumFractionDigits: digits })
  return {
    count: (value: number) => rounded(value, 0),
    fps: (value: number) => rounded(value, 2),
    seconds: (durationUs: number) => rounded(durationUs / 1e6, 2),
    millis: (us: number) => rounded(us / 1000, 1),
    megabytes: (bytes: number) => rounded(bytes / 1e6, bytes < 1e7 ? 2 : 0),
  }
}

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

/** "24 fps", "variable, about 14.2 fps", or nothing while it is not known. */
export function useRateText(): (video: Pick<VideoSummary, 'fps' | 'variableRate'>) => string {
  const t = useTranslations('media')
  const numbers = useNumbers()
  return ({ fps, variableRate }) => {
    if (fps === null) return ''
    return t(variableRate ? 'variable' : 'fps', { fps: numbers.fps(fps) })
  }
}
