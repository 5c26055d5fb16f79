'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { Button, ButtonLink, EmptyState, ErrorState } from '@/components/ui'
import { RefusedBanner } from './banners'
import styles from './label-queue.module.css'
import { LabelTask } from './label-task'
import { LoadingScreen } from './loading-screen'
import { ThemeButton, useLabelTheme } from './theme-button'
import { useOutbox } from './use-outbox'
import { useQueue } from './use-queue'

type LabelQueueProps = { project: { id: string; slug: string; name: string }; userId: string }

/** The annotator's screen: takes a pair, works it, sends it, takes the next. */
export function LabelQueue({ project, userId }: LabelQueueProps) {
  const t = useTranslations('labelling.queue')
  const [theme, toggleTheme] = useLabelTheme()
  const outbox = useOutbox(userId, project.id)
  const queue = useQueue(project.id, outbox.open)
  const { data: figures } = useQuery(orpc.labelling.queueStatus.queryOptions({ input: { projectId: project.id } }))
  const { state } = queue
  const held = (state.phase === 'ready' ? 1 : 0) + (queue.prepared ? 1 : 0)

  const trail = (
    <>
      <Link href={`/p/${project.slug}`} className={styles.brand}>
        Framejury
      </Link>
      <span className={styles.faint}>/</span>
      <span className={styles.project}>{project.name}</span>
      {figures && (
        <span className={styles.figures}>
          {t('answered', { count: figures.answered + outbox.waiting })} ·{' '}
          {t('left', { count: figures.available + held })}
        </span>
      )}
    </>
  )
  const back = <ButtonLink href={`/p/${project.slug}`}>{t('overview')}</ButtonLink>

  return (
    <div className={styles.screen} data-theme={theme}>
      {state.phase === 'loading' && <LoadingScreen trail={trail} />}
      {state.phase === 'error' && (
        <div className={styles.middle}>
          <ErrorState
            title={t('failedTitle')}
            text={state.message}
            action={
              <div className={styles.choices}>
                <Button variant="primary" onClick={queue.advance}>
                  {t('lookAgain')}
                </Button>
                {back}
              </div>
            }
          />
        </div>
      )}
      {state.phase === 'empty' && (
        <div className={styles.middle}>
          <EmptyState
            title={t('emptyTitle')}
            action={
              <div className={styles.choices}>
                <Button variant="primary" onClick={queue.advance}>
                  {t('lookAgain')}
                </Button>
                {back}
              </div>
            }
          >
            {t('emptyText', { answered: figures?.answered ?? 0 })}
          </EmptyState>
        </div>
      )}
      {state.phase === 'ready' && (
        <LabelTask
          key={`${state.assignment.id}:${state.assignment.fence}`}
          assignment={state.assignment}
          onSubmit={outbox.add}
          onDone={queue.advance}
          trail={trail}
          status={
            <>
              {outbox.waiting > 0 && (
                <span className={styles.waiting} role="status">
                  {t('outboxWaiting', { count: outbox.waiting })}
                </span>
              )}
              <ThemeButton onClick={toggleTheme} />
            </>
          }
          banner={outbox.refused && <RefusedBanner reason={outbox.refused} onClose={outbox.closeRefused} />}
        />
      )}
    </div>
  )
}
