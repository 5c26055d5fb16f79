'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { Progress, Stat, StatRow } from '@/components/ui'
import type { ProjectOverview } from '@/lib/contracts/http/accounts'

/** How far the answers are. */
export function TaskFigures({ figures: { tasks } }: { figures: ProjectOverview }) {
  const t = useTranslations('tasks')
  const format = useFormatter()
  const { open, done, answers, answersWanted } = tasks
  return (
    <StatRow>
      <Stat label={t('open')} value={format.number(open)} />
      <Stat label={t('done')} value={format.number(done)} />
      <Stat
        label={t('answers')}
        value={format.number(answers)}
        note={t('answersNote', { wanted: format.number(answersWanted) })}
      >
        <Progress value={answersWanted === 0 ? 0 : answers / answersWanted} label={t('answersProgress')} />
      </Stat>
    </StatRow>
  )
}
