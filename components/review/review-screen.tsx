'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ThemeButton, ToolButton, useLabelTheme } from '@/components/labelling'
import { errorText, orpc } from '@/components/query'
import { ButtonLink, ErrorState, Kbd, useNotify } from '@/components/ui'
import { neighboursOf } from './neighbours'
import styles from './review-screen.module.css'
import { ReviewTask } from './review-task'
import { useShownId, useWaiting } from './use-shown-id'
import { REVIEW_KEYS } from './verdict-keys'

type ReviewScreenProps = { project: { id: string; slug: string }; annotationId: string }

function Trail({ list, author }: { list: string; author: string | undefined }) {
  const t = useTranslations('review')
  return (
    <>
      <Link href={list} className={styles.back}>
        {t('back')}
      </Link>
      {author === undefined ? null : (
        <>
          <span aria-hidden="true">/</span>
          <span className={styles.author}>{t('by', { author })}</span>
        </>
      )}
    </>
  )
}

type MovesProps = { onNext: (() => void) | undefined; onPrevious: (() => void) | undefined }

function Moves({ onNext, onPrevious }: MovesProps) {
  const t = useTranslations('review')
  return (
    <>
      <ToolButton className={styles.move} disabled={!onPrevious} onClick={onPrevious}>
        {t('previous')} <Kbd>{REVIEW_KEYS.previous}</Kbd>
      </ToolButton>
      <ToolButton className={styles.move} disabled={!onNext} onClick={onNext}>
        {t('next')} <Kbd>{REVIEW_KEYS.next}</Kbd>
      </ToolButton>
    </>
  )
}

/** One answer after the other, by key; the address names the one on screen. */
export function ReviewScreen({ project, annotationId }: ReviewScreenProps) {
  const t = useTranslations('review')
  const router = useRouter()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const [said, setSaid] = useState('')
  const [theme, toggleTheme] = useLabelTheme()
  const list = `/p/${project.slug}/review`
  const [shownId, show] = useShownId(list, annotationId)
  const optionsOf = (id: string) => ({
    ...orpc.labelling.getAnnotation.queryOptions({ input: { projectId: project.id, annotationId: id } }),
    staleTime: 60_000,
  })
  const { data: annotation, error } = useQuery(optionsOf(shownId))
  const { waiting, hasMore } = useWaiting(project.id)
  const { previousId, nextId: listedNext } = annotation
    ? neighboursOf(annotation, waiting)
    : { previousId: null, nextId: null }
  const nextId = listedNext ?? annotation?.nextWaitingId ?? null

  useEffect(() => {
    if (nextId) queryClient.prefetchQuery(optionsOf(nextId))
  })

  function done(text: string): void {
    setSaid(text)
    if (nextId) show(nextId)
    else {
      notify(t('allDone'), 'good')
      router.push(list)
    }
  }

  const onNext = nextId ? () => show(nextId) : undefined
  const onPrevious = previousId ? () => show(previousId) : undefined
  const trail = <Trail list={list} author={annotation?.author} />
  const status = (
    <>
      {/* A toast would lie over the verdicts. */}
      <span className={styles.said} role="status">
        {said}
      </span>
      <span>{t('waitingCount', { count: waiting.filter(({ own }) => !own).length, more: hasMore ? '+' : '' })}</span>
      <Moves onNext={onNext} onPrevious={onPrevious} />
      <ThemeButton onClick={toggleTheme} />
    </>
  )
  return (
    <div className={styles.screen} data-theme={theme}>
      {annotation ? (
        <ReviewTask
          key={annotation.id}
          projectId={project.id}
          annotation={annotation}
          trail={trail}
          status={status}
          onNext={onNext}
          onPrevious={onPrevious}
          onDone={done}
        />
      ) : error ? (
        <main className={styles.middle}>
          <ErrorState
            title={t('failedTitle')}
            text={errorText(error)}
            action={<ButtonLink href={list}>{t('title')}</ButtonLink>}
          />
        </main>
      ) : (
        <main className={styles.loading} aria-busy="true">
          <header>{trail}</header>
        </main>
      )}
    </div>
  )
}
