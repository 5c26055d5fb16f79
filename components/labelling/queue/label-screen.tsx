'use client'

import { useQuery } from '@tanstack/react-query'
import { startTransition, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { Button, ButtonLink, EmptyState, ErrorState } from '@/components/ui'
import { DeskBanners } from './desk-banners'
import type { Held } from './desk-state'
import type { LabelDesk } from './label-desk'
import styles from './label-queue.module.css'
import { LabelTask } from './label-task'
import type { LabelPerson, LabelProject } from './label-who'
import { LoadingScreen } from './loading-screen'
import { SignInAgain } from './sign-in-again'
import { DeskStatus } from './status'
import { TakeBackButton } from './take-back-note'
import { Trail } from './trail'
import { useDesk } from './use-desk'

type LabelScreenProps = {
  project: LabelProject
  user: LabelPerson
  desk: LabelDesk
  onSignedIn: () => void
  onTheme: () => void
}

/** The pair on screen, and the next one mounted and painted behind it, so that going on is only a change of which is seen. */
export function LabelScreen({ project, user, desk, onSignedIn, onTheme }: LabelScreenProps) {
  const screen = useDesk(desk, (view) => view.screen)
  const behind = useDesk(desk, (view) => view.ahead[0] ?? null)
  const settled = useSettled(screen, behind)
  const [around] = useState(() => ({
    trail: <Trail project={project} desk={desk} />,
    status: <DeskStatus desk={desk} onTheme={onTheme} />,
    banner: <DeskBanners desk={desk} />,
  }))
  const slots = distinct([settled.screen, settled.behind, screen])
  return (
    <>
      {slots.map((held) => (
        <LabelTask key={held.key} held={held} desk={desk} active={held.key === screen?.key} {...around} />
      ))}
      {!screen && <NoPair project={project} desk={desk} />}
      <SignInAgain desk={desk} user={user} onSignedIn={onSignedIn} />
    </>
  )
}

type Shown = { screen: Held | null; behind: Held | null }

/** What was mounted a moment ago: what is done with is taken down, and what comes next put up, once the swap is painted. */
function useSettled(screen: Held | null, behind: Held | null): Shown {
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
function distinct(held: readonly (Held | null)[]): Held[] {
  return [...new Map(held.flatMap((one) => (one ? [[one.key, one] as const] : []))).values()]
}

function NoPair({ project, desk }: { project: LabelProject; desk: LabelDesk }) {
  const t = useTranslations('labelling.queue')
  const claims = useDesk(desk, (view) => view.claims)
  const link = useDesk(desk, (view) => view.link)
  const waiting = useDesk(desk, (view) => view.waiting)
  const status = useQuery(orpc.labelling.queueStatus.queryOptions({ input: { projectId: project.id } }))
  const choices = (
    <div className={styles.choices}>
      <Button variant="primary" onClick={desk.lookAgain}>
        {t('lookAgain')}
      </Button>
      <TakeBackButton desk={desk} />
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
  if (claims.status !== 'dry') return <LoadingScreen trail={<Trail project={project} desk={desk} />} />
  const preparing = status.data?.preparing ?? 0
  return (
    <div className={styles.middle}>
      <EmptyState title={t(preparing > 0 ? 'preparingTitle' : 'emptyTitle')} action={choices}>
        {preparing > 0 ? t('preparingHint', { count: preparing }) : t('emptyHint')}
      </EmptyState>
    </div>
  )
}
