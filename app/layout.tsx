import '@fontsource-variable/inter/index.css'
import './tokens.css'
import './global.css'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { QueryProvider } from '@/components/query'
import { Texts } from '@/components/texts'
import { ToastProvider } from '@/components/ui'

export const metadata: Metadata = {
  title: { default: 'Framejury', template: '%s · Framejury' },
  description: 'Human annotation of structural distortions in generated video',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = (await cookies()).get('fj-theme')?.value
  return (
    <html lang="en" data-theme={chosen === 'light' ? 'light' : 'dark'}>
      <body>
        <Texts>
          <QueryProvider>
            <ToastProvider>{children}</ToastProvider>
          </QueryProvider>
        </Texts>
      </body>
    </html>
  )
}
