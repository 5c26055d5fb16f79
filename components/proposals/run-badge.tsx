'use client'

import { useTranslations } from 'use-intl'
import { Badge } from '@/components/ui'
import type { RunView } from '@/lib/contracts/http/proposals'
import { RUN_TONES } from './run-tones'

/** How a run stands; one that is being taken away says that alone. */
export function RunBadge({ run }: { run: Pick<RunView, 'state' | 'deleting'> }) {
  const t = useTranslations('proposals')
  if (run.deleting) return <Badge tone="warn">{t('deleting')}</Badge>
  return <Badge tone={RUN_TONES[run.state]}>{t(`states.${run.state}`)}</Badge>
}
