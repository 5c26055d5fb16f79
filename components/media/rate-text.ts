'use client'

import { useTranslations } from 'use-intl'
import type { VideoSummary } from '@/lib/contracts/http/media'
import { useNumbers } from './use-numbers'

/** "24 fps", "variable, about 14.2 fps", or nothing while it is not known. */
export function useRateText(): (video: Pick<VideoSummary, 'fps' | 'variableRate'>) => string {
  const t = useTranslations('media')
  const numbers = useNumbers()
  return ({ fps, variableRate }) => {
    if (fps === null) return ''
    return t(variableRate ? 'variable' : 'fps', { fps: numbers.fps(fps) })
  }
}
