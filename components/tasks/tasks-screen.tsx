'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  ButtonLink,
  EmptyState,
  Page,
  Paged,
  PageHeader,
  Progress,
  SelectField,
  Skeleton,
  Stat,
  StatRow,
} from '@/components/ui'
import type { ProjectOverview } from '@/lib/contracts/http/accounts'
import type { TaskView } from '@/lib/contracts/http/labelling'
import { roleCan } from '@/lib/domain/accounts'
import { ClaimsSection } from './claims-section'
import { MakeTasksDialog } from './make-tasks-dialog'
import styles from './tasks.module.css'
import { TasksTable } from './tasks-table'

/** How far the answers are. */
function TaskFigures({ figures: { tasks } }: { figures: ProjectOverview }) {
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

const STATES = ['open', 'done', 'closed'] as const

function NoTasks({ filtered, pairs }: { filtered: boolean; pairs: number }) {
  const t = useTranslations('tasks')
  const { slug } = useProject()
  if (filtered) return <p>{t('noneInState')}</p>
  if (pairs > 0) return <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
  return (
    <EmptyState title={t('emptyTitle')} action={<ButtonLink href={`/p/${slug}/media`}>{t('toMedia')}</ButtonLink>}>
      {t('emptyNoPairs')}
    </EmptyState>
  )
}

/** The tasks of the project: make them, and see how far they are. */
export function TasksScreen() {
  const t = useTranslations('tasks')
  const common = useTranslations('common')
  const { id: projectId, role } = useProject()
  const [state, setState] = useState<TaskView['state'] | ''>('')
  const overview = useQuery({
    ...orpc.accounts.projectOverview.queryOptions({ input: { projectId } }),
    refetchInterval: 10_000,
  })
  const tasks = useInfiniteQuery({
    ...orpc.labelling.listTasks.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, limit: 50, ...(state ? { state } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: (before) => before,
    refetchInterval: 10_000,
  })
  const pairs = overview.data?.pairs ?? 0
  return (
    <Page>
      <PageHeader title={t('title')} note={t('note')}>
        {roleCan(role, 'tasks.manage') ? <MakeTasksDialog disabled={pairs === 0} /> : null}
      </PageHeader>
      {overview.data ? <TaskFigures figures={overview.data} /> : <Skeleton height={84} label={common('loading')} />}
      {roleCan(role, 'tasks.manage') ? <ClaimsSection /> : null}
      <div className={styles.filter}>
        <SelectField
          label={t('filter')}
          value={state}
          onChange={({ target }) => setState(STATES.find((known) => known === target.value) ?? '')}
        >
          <option value="">{t('anyState')}</option>
          {STATES.map((each) => (
            <option key={each} value={each}>
              {t(`states.${each}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Paged query={tasks} errorText={errorText(tasks.error)} empty={<NoTasks filtered={state !== ''} pairs={pairs} />}>
        {(rows) => <TasksTable tasks={rows} />}
      </Paged>
    </Page>
  )
}
