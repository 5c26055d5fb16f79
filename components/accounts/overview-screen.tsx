'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, ButtonLink, Card, ErrorState, Page, PageHeader, Skeleton } from '@/components/ui'
import { roleCan } from '@/lib/domain/accounts'
import { DailyAnswers } from './daily-answers'
import { LoopStrip } from './loop-strip'
import { OwnQueue } from './own-queue'
import { ProjectFigures } from './project-figures'

function ManagedProject() {
  const t = useTranslations('accounts')
  const common = useTranslations('common')
  const { id } = useProject()
  const overview = useQuery({
    ...orpc.accounts.projectOverview.queryOptions({ input: { projectId: id } }),
    refetchInterval: 15_000,
  })
  if (overview.isPending) return <Skeleton height={420} label={common('loading')} />
  if (!overview.data) {
    const retry = <Button onClick={() => overview.refetch()}>{common('retry')}</Button>
    return <ErrorState title={common('failedTitle')} text={errorText(overview.error)} action={retry} />
  }
  return (
    <>
      <ProjectFigures figures={overview.data} />
      <LoopStrip figures={overview.data} />
      <Card title={t('overview.daily')}>
        <DailyAnswers daily={overview.data.daily} />
      </Card>
    </>
  )
}

export function OverviewScreen() {
  const t = useTranslations('accounts')
  const { slug, name, description, role } = useProject()
  const isManaging = roleCan(role, 'tasks.read')
  return (
    <Page>
      <PageHeader title={name} note={description}>
        {isManaging ? <ButtonLink href={`/label/${slug}`}>{t('overview.start')}</ButtonLink> : null}
      </PageHeader>
      {isManaging ? <ManagedProject /> : <OwnQueue />}
    </Page>
  )
}
