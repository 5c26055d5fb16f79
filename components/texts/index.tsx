'use client'

import type { ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import { en } from './en'

/** Makes every text of the product available to `useTranslations('<stage>')`. */
export function Texts({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale="en" messages={en} timeZone="UTC">
      {children}
    </IntlProvider>
  )
}
