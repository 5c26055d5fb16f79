'use client'

import { useTranslations } from 'use-intl'
import { Button, CopyField, FormActions, Stack } from '@/components/ui'
import styles from './credentials.module.css'

/** Shows new recovery codes, once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTranslations('credentials')
  return (
    <Stack>
      <ul className={styles.codes} aria-label={t('recoveryCodes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyField label={t('allCodes')} value={codes.join(' ')} />
      <FormActions>
        <Button variant="primary" onClick={onDone}>
          {t('codesKept')}
        </Button>
      </FormActions>
    </Stack>
  )
}
