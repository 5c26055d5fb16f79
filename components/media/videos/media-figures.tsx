'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Skeleton, Stat, StatRow } from '@/components/ui'
import { useNumbers } from '../words'

/** How much there is. */
export function MediaFigures() {
  const t = useTranslations('media')
  const common = useTranslations('common')
  const numbers = useNumbers()
  const { id: projectId } = useProject()
  const { data } = useQuery({
    ...orpc.accounts.projectOverview.queryOptions({ input: { projectId } }),
    refetchInterval: ({ state }) => (state.data && state.data.videos.probing > 0 ? 2_000 : 15_000),
  })
  if (!data) return <Skeleton height={72} label={common('loading')} />
  const { videos, prompts, generators, pairs } = data
  return (
    <StatRow>
      <Stat
        label={t('figures.ready')}
        value={numbers.count(videos.ready)}
        note={t('figures.readyNote', { probing: videos.probing })}
      />
      <Stat label={t('figures.refused')} value={numbers.count(videos.refused)} />
      <Stat label={t('figures.prompts')} value={numbers.count(prompts)} />
      <Stat label={t('figures.generators')} value={numbers.count(generators)} />
      <Stat label={t('figures.pairs')} value={numbers.count(pairs)} />
    </StatRow>
  )
}
