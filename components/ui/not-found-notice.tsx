'use client'

import { useTranslations } from 'use-intl'
import { ButtonLink } from './button'
import { Page } from './page'
import { PageHeader } from './pieces'

/** What stands where a page is not, or is nothing of the person's business. */
export function NotFoundNotice() {
  const t = useTranslations('shell')
  return (
    <Page>
      <PageHeader title={t('notFoundTitle')} />
      <p>{t('notFoundText')}</p>
      <p>
        <ButtonLink href="/">{t('toProjects')}</ButtonLink>
      </p>
    </Page>
  )
}
