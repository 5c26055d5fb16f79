'use client'

import { useTranslations } from 'use-intl'
import { Badge } from '@/components/ui'
import type { RunView } from '@/lib/contracts/http/proposals'

export const RUN_TONES = {
  queued: 'plain',
  running: 'accent',
  done: 'good',
  cancelled: 'warn',
  failed: 'bad',
} as const satisfies Record<RunView['state'], string>

export function isLive(state: RunView['state']): boolean {
  return state === 'queued' || state === 'running'
}

/** 0–1; a run that has ended is complete although the sampling need not spend its whole budget. */
export function runShare({ state, frames }: Pick<RunView, 'state' | 'frames'>): number {
  if (state === 'done') return 1
  return frames.budget === 0 ? 0 : Math.min(1, frames.scored / frames.budget)
}

/** The state of a run; one that is being deleted shows only that. */
export function RunBadge({ run }: { run: Pick<RunView, 'state' | 'deleting'> }) {
  const t = useTranslations('proposals')
  if (run.deleting) return <Badge tone="warn">{t('deleting')}</Badge>
  return <Badge tone={RUN_TONES[run.state]}>{t(`states.${run.state}`)}</Badge>
}
