'use client'

import { useTranslations } from 'use-intl'
import { Button, Card } from '@/components/ui'
import { sum } from '@/lib/domain/shared'
import type { PickedFile } from '../upload/collect-files'
import type { UploadPlan } from '../upload/plan-upload'
import { useNumbers } from '../words'
import { FileButton } from './file-button'
import styles from './imports.module.css'

type UploadPlanViewProps = {
  plan: UploadPlan
  /** Why the manifest cannot be read. */
  problem: string | null
  onManifest: (table: PickedFile | null) => void
  onStart: (plan: UploadPlan) => void
  onDiscard: () => void
}

type Line = { file: string; reason?: string }

/** A kind of leftover, folded when it is long. */
function Leftovers({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <details className={styles.leftovers} open={lines.length <= 5}>
      <summary>{title}</summary>
      <ul>
        {lines.map(({ file, reason }) => (
          <li key={file}>
            <code>{file}</code> {reason}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What fits and what does not, before anything is sent. */
export function UploadPlanView({ plan, problem, onManifest, onStart, onDiscard }: UploadPlanViewProps) {
  const t = useTranslations('media')
  const numbers = useNumbers()
  const { manifest, send, match, tooLarge } = plan
  return (
    <Card>
      <header className={styles.planHead}>
        <h2>{t('upload.planTitle', { count: send.length })}</h2>
        <span>{t('upload.planBytes', { mb: numbers.megabytes(sum(send.map(({ size }) => size))) })}</span>
      </header>
      <div className={styles.manifestLine}>
        <p>
          {manifest
            ? t('upload.byManifest', { file: manifest.path, rows: manifest.reading.rows.length })
            : t('upload.byName')}
        </p>
        <FileButton
          size="small"
          accept=".csv,.jsonl"
          label={t(manifest ? 'upload.otherManifest' : 'upload.addManifest')}
          onPicked={([table]) => onManifest(table ?? null)}
        />
        {manifest ? (
          <Button size="small" variant="quiet" onClick={() => onManifest(null)}>
            {t('upload.noManifest')}
          </Button>
        ) : null}
      </div>
      {problem ? (
        <p className={styles.problem} role="alert">
          {t('upload.manifestBroken', { why: problem })}
        </p>
      ) : null}
      <Leftovers title={t('upload.badRows', { count: match.badRows.length })} lines={match.badRows} />
      <Leftovers title={t('upload.missing', { count: match.missing.length })} lines={match.missing} />
      <Leftovers title={t('upload.refused', { count: match.refused.length })} lines={match.refused} />
      <Leftovers title={t('upload.tooLarge', { count: tooLarge.length })} lines={tooLarge.map((file) => ({ file }))} />
      <Leftovers
        title={t('upload.unlisted', { count: match.unlisted.length })}
        lines={match.unlisted.map(({ file }) => ({ file }))}
      />
      <div className={styles.buttons}>
        <Button variant="primary" disabled={send.length === 0} onClick={() => onStart(plan)}>
          {t('upload.start')}
        </Button>
        <Button onClick={onDiscard}>{t('upload.discard')}</Button>
      </div>
    </Card>
  )
}
