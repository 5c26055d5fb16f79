'use client'

import { useTranslations } from 'use-intl'
import { ButtonLink, EmptyState, Page } from '@/components/ui'

export default function NotFound() {
  const t = useTranslations('shell')
  return (
    <Page>
      <EmptyState title={t('notFoundTitle')} action={<ButtonLink href="/">{t('toProjects')}</ButtonLink>}>
        {t('notFoundText')}
      </EmptyState>
    </Page>
  )
}
