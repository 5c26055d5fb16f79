'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { Progress, Stat, StatRow } from '@/components/ui'
import type { ProjectOverview } from '@/lib/contracts/http/accounts'

export function ProjectFigures({ figures }: { figures: ProjectOverview }) {
  const t = useTranslations('accounts')
  const format = useFormatter()
  const { videos, prompts, generators, pairs, tasks, awaitingReview, releases } = figures
  const share = tasks.answersWanted === 0 ? 0 : tasks.answers / tasks.answersWanted
  return (
    <StatRow>
      <Stat
        label={t('overview.videos')}
        value={format.number(videos.ready)}
        note={
          videos.probing + videos.refused > 0
            ? t('overview.videosNote', { probing: videos.probing, refused: videos.refused })
            : t('overview.videosOf', { prompts, generators })
        }
      />
      <Stat label={t('overview.pairs')} value={format.number(pairs)} note={t('overview.pairsNote')} />
      <Stat
        label={t('overview.answers')}
        value={format.number(tasks.answers)}
        note={t('overview.answersNote', { wanted: tasks.answersWanted })}
      >
        <Progress value={share} label={t('progress.label')} />
      </Stat>
      <Stat
        label={t('overview.awaitingReview')}
        value={format.number(awaitingReview)}
        note={t('overview.awaitingReviewNote', { count: awaitingReview })}
      />
      <Stat label={t('overview.releases')} value={format.number(releases)} note={t('overview.releasesNote')} />
    </StatRow>
  )
}
