'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Button, ButtonLink, Card, Progress } from '@/components/ui'
import { sum } from '@/lib/domain/shared'
import type { UploadFile, UploadQueue, UploadState } from '../upload/upload-queue'
import { LiveImport } from './import-screen'
import styles from './imports.module.css'

const TONES = { waiting: 'plain', sending: 'accent', sent: 'good', failed: 'bad' } as const

function FileLine({ file }: { file: UploadFile }) {
  const t = useTranslations('media')
  const share = file.size === 0 ? Number(file.state === 'sent') : file.sent / file.size
  return (
    <li>
      <code>{file.file}</code>
      <Progress value={share} label={file.file} />
      <Badge tone={TONES[file.state]}>{t(`upload.fileState.${file.state}`)}</Badge>
      {file.error ? <span className={styles.problem}>{file.error}</span> : null}
    </li>
  )
}

function titleKey(phase: UploadState['phase']): string {
  return `upload.${phase === 'idle' ? 'sending' : phase}Title`
}

/** The files on their way, one line each. */
export function UploadProgress({ queue, state }: { queue: UploadQueue; state: UploadState }) {
  const t = useTranslations('media')
  const { slug } = useProject()
  const queryClient = useQueryClient()
  const { phase, files, error, importId } = state
  useEffect(() => {
    if (phase === 'started' || phase === 'sending') {
      void queryClient.invalidateQueries({ queryKey: orpc.media.listImports.key() })
    }
  }, [phase, queryClient])
  const done = files.filter((file) => file.state === 'sent').length
  const bytes = sum(files.map(({ size }) => size))
  return (
    <Card>
      <header className={styles.planHead}>
        <h2 aria-live="polite">{t(titleKey(phase), { done, total: files.length })}</h2>
        {phase === 'sending' ? <span>{t('upload.leave')}</span> : null}
      </header>
      {phase === 'started' ? null : (
        <Progress value={bytes === 0 ? 0 : sum(files.map(({ sent }) => sent)) / bytes} label={t('upload.progress')} />
      )}
      {error ? (
        <p className={styles.problem} role="alert">
          {error}
        </p>
      ) : null}
      <div className={styles.buttons}>
        {phase === 'started' ? (
          <>
            <ButtonLink variant="primary" href={`/p/${slug}/media`}>
              {t('imports.toVideos')}
            </ButtonLink>
            <Button onClick={() => queue.reset()}>{t('upload.another')}</Button>
          </>
        ) : null}
        {phase === 'stopped' ? (
          <>
            <Button variant="primary" onClick={() => void queue.retry()}>
              {t('upload.retry')}
            </Button>
            {done > 0 && done < files.length ? (
              <Button onClick={() => void queue.startWithout()}>{t('upload.startWithout')}</Button>
            ) : null}
          </>
        ) : null}
        {phase === 'sending' || phase === 'stopped' ? (
          <Button onClick={() => queue.reset()}>{t('upload.cancel')}</Button>
        ) : null}
      </div>
      {phase === 'started' && importId ? (
        <LiveImport importId={importId} />
      ) : (
        <ul className={styles.files} aria-label={t('upload.files')}>
          {files.map((file) => (
            <FileLine key={file.file} file={file} />
          ))}
        </ul>
      )}
    </Card>
  )
}
