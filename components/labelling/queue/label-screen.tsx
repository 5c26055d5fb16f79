'use client'

import { useQuery } from '@tanstack/react-query'
import { startTransition, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { orpc } from '@/components/query'
import { Button, ButtonLink, EmptyState, ErrorState } from '@/components/ui'
import { QueueBanners } from './banners'
import styles from './label-queue.module.css'
import { LabelTask } from './label-task'
import type { ClaimedPair } from './pair-queue'
import { LoadingScreen } from './placeholder-screens'
import type { QueueController } from './queue-controller'
import { type LabelPerson, SignInAgain } from './sign-in-again'
import { QueueStatus } from './status'
import { TakeBackButton } from './take-back-note'
import { type LabelProject, Trail } from './trail'

type LabelScreenProps = {
  project: LabelProject
  user: LabelPerson
  queue: QueueController
  onSignedIn: () => void
  onTheme: () => void
}

/** The pair on screen, and the next one mounted and painted behind it, so that going on is only a change of which is seen. */
export function LabelScreen({ project, user, queue, onSignedIn, onTheme }: LabelScreenProps) {
  const screen = useStore(queue.view, (view) => view.screen)
  const behind = useStore(queue.view, (view) => view.ahead[0] ?? null)
  const settled = useSettled(screen, behind)
  const [around] = useState(() => ({
    trail: <Trail project={project} queue={queue} />,
    status: <QueueStatus queue={queue} onTheme={onTheme} />,
    banner: <QueueBanners queue={queue} />,
  }))
  const slots = distinct([settled.screen, settled.behind, screen])
  return (
    <>
      {slots.map((pair) => (
        <LabelTask key={pair.key} pair={pair} queue={queue} active={pair.key === screen?.key} {...around} />
      ))}
      {!screen && <NoPair project={project} queue={queue} />}
      <SignInAgain queue={queue} user={user} onSignedIn={onSignedIn} />
    </>
  )
}

type Shown = { screen: ClaimedPair | null; behind: ClaimedPair | null }

/** What was mounted a moment ago: what is done with is taken down, and what comes next put up, once the swap is painted. */
function useSettled(screen: ClaimedPair | null, behind: ClaimedPair | null): Shown {
  const [settled, setSettled] = useState<Shown>({ screen: null, behind: null })
  useEffect(() => {
    let request = requestAnimationFrame(() => {
      request = requestAnimationFrame(() => startTransition(() => setSettled({ screen, behind })))
    })
    return () => cancelAnimationFrame(request)
  }, [screen, behind])
  return settled
}

/** In the order in which they were put up, because a clip that moves in the document stops. */
function distinct(pairs: readonly (ClaimedPair | null)[]): ClaimedPair[] {
  return [...new Map(pairs.flatMap((one) => (one ? [[one.key, one] as const] : []))).values()]
}

function NoPair({ project, queue }: { project: LabelProject; queue: QueueController }) {
  const t = useTranslations('labelling.queue')
  const claims = useStore(queue.view, (view) => view.claims)
  const link = useStore(queue.view, (view) => view.link)
  const waiting = useStore(queue.view, (view) => view.waiting)
  const status = useQuery(orpc.labelling.queueStatus.queryOptions({ input: { projectId: project.id } }))
  const choices = (
    <div className={styles.choices}>
      <Button variant="primary" onClick={() => queue.lookAgain()}>
        {t('lookAgain')}
      </Button>
      <TakeBackButton queue={queue} />
      <ButtonLink href={`/p/${project.slug}`}>{t('overview')}</ButtonLink>
    </div>
  )
  if (link === 'down') {
    return (
      <div className={styles.middle}>
        <ErrorState title={t('offlineTitle')} text={t('offlineText', { count: waiting })} action={choices} />
      </div>
    )
  }
  if (claims.status === 'failed') {
    return (
      <div className={styles.middle}>
        <ErrorState title={t('failedTitle')} text={claims.message} action={choices} />
      </div>
    )
  }
  if (claims.status !== 'dry') return <LoadingScreen trail={<Trail project={project} queue={queue} />} />
  const preparing = status.data?.preparing ?? 0
  return (
    <div className={styles.middle}>
      <EmptyState title={t(preparing > 0 ? 'preparingTitle' : 'emptyTitle')} action={choices}>
        {preparing > 0 ? t('preparingHint', { count: preparing }) : t('emptyHint')}
      </EmptyState>
    </div>
  )
}
