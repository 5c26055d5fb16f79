'use client'

import { useTranslations } from 'use-intl'
import { Button, ErrorState, Page } from '@/components/ui'

export default function Failed({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('shell')
  const common = useTranslations('common')
  return (
    <Page>
      <ErrorState
        title={t('brokenTitle')}
        text={t('brokenText')}
        action={<Button onClick={reset}>{common('retry')}</Button>}
      />
    </Page>
  )
}
