'use client'

import { useTranslations } from 'use-intl'
import { TextField } from '@/components/ui'
import type { TaxonomyAspect } from '@/lib/domain/taxonomy'
import styles from './editor.module.css'

type AspectFormProps = {
  aspect: TaxonomyAspect
  problem: (field: string) => string | undefined
  onChange: (change: Partial<Pick<TaxonomyAspect, 'key' | 'name'>>) => void
}

export function AspectForm({ aspect, problem, onChange }: AspectFormProps) {
  const t = useTranslations('taxonomy')
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t('name')}
          value={aspect.name}
          error={problem('name')}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextField
          label={t('key')}
          value={aspect.key}
          hint={t('keyHint')}
          error={problem('key')}
          onChange={(event) => onChange({ key: event.currentTarget.value })}
        />
      </div>
      {aspect.labels.length === 0 ? <p className={styles.error}>{problem('labels')}</p> : null}
    </>
  )
}
