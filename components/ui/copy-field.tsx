'use client'

import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button'
import styles from './copy-field.module.css'

/** A value to take along: a link, a secret. It stays selectable where the clipboard is out of reach. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations('common')
  const id = useId()
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.row}>
        <input id={id} readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
        <Button onClick={copy}>{copied ? t('copied') : t('copy')}</Button>
      </div>
      <span className="visually-hidden" role="status">
        {copied ? t('copied') : ''}
      </span>
    </div>
  )
}
