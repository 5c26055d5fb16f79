'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { useFormatter, useTranslations } from 'use-intl'
import { Badge, DataTable, Progress } from '@/components/ui'
import type { TaskView } from '@/lib/contracts/http/labelling'
import styles from './tasks.module.css'

const TONES = { open: 'accent', done: 'good', closed: 'plain' } as const

function Answers({ task: { answered, taken, overlap } }: { task: TaskView }) {
  const t = useTranslations('tasks')
  const atWork = taken - answered
  return (
    <div className={styles.answers}>
      <Progress value={answered / overlap} label={t('answersProgress')} />
      <span>{t('ofOverlap', { answered, overlap })}</span>
      {atWork > 0 ? <small>{t('beingAnswered', { count: atWork })}</small> : null}
    </div>
  )
}

export function TasksTable({ tasks }: { tasks: TaskView[] }) {
  const t = useTranslations('tasks')
  const format = useFormatter()
  const columns: ColumnDef<TaskView>[] = [
    {
      header: t('prompt'),
      cell: ({ row: { original } }) => <span className={styles.prompt}>{original.prompt}</span>,
    },
    {
      header: t('kind'),
      cell: ({ row: { original } }) => <span className="nowrap">{t(`kinds.${original.kind}`)}</span>,
    },
    {
      header: t('at'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => (
        <span className="nowrap">
          {original.kind === 'video'
            ? t('wholeClip')
            : t('seconds', { seconds: format.number(original.timestampUs / 1e6, { maximumFractionDigits: 2 }) })}
        </span>
      ),
    },
    { header: t('asks'), cell: ({ row: { original } }) => t(`ask.${original.asks}`) },
    { header: t('answered'), cell: ({ row: { original } }) => <Answers task={original} /> },
    {
      header: t('arm'),
      cell: ({ row: { original } }) => (
        <div className={styles.stacked}>
          <span>{t(`arms.${original.arm ?? 'perPerson'}`)}</span>
          {original.holdout ? <small title={t('holdoutNote')}>{t('holdout')}</small> : null}
        </div>
      ),
    },
    {
      header: t('priority'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => (
        <div className={styles.stacked}>
          <span>{format.number(original.priority, { maximumFractionDigits: 2 })}</span>
          {original.dissent > 0 ? <small>{t('dissent')}</small> : null}
        </div>
      ),
    },
    {
      header: t('state'),
      cell: ({ row: { original } }) => <Badge tone={TONES[original.state]}>{t(`states.${original.state}`)}</Badge>,
    },
  ]
  return <DataTable caption={t('table')} rows={tasks} columns={columns} rowKey={(row) => row.id} />
}
