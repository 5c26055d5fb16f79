'use client'

import Link from 'next/link'
import { useParams, usePathname } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Me } from '@/lib/contracts/http/accounts'
import { AccountMenu } from './account-menu'
import { Navigation } from './navigation'
import { useMe } from './project'
import { ProjectSwitcher } from './project-switcher'
import styles from './shell.module.css'

function Side({ me }: { me: Me }) {
  const { slug } = useParams<{ slug?: string }>()
  const project = me.projects.find((each) => each.slug === slug)
  return (
    <>
      <Link href="/" className={styles.brand}>
        Framejury
      </Link>
      {project ? <ProjectSwitcher projects={me.projects} project={project} /> : null}
      <Navigation project={project} isOwner={me.user.isOwner} />
      <div className={styles.foot}>
        <AccountMenu user={me.user} />
      </div>
    </>
  )
}

/** Below 1024 px the navigation is behind a button. It closes when the page changes. */
function Drawer({ me }: { me: Me }) {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const [openAt, setOpenAt] = useState<string | null>(null)
  return (
    <Dialog.Root open={openAt === pathname} onOpenChange={(open) => setOpenAt(open ? pathname : null)}>
      <header className={styles.topbar}>
        <Dialog.Trigger className={styles.menuButton} aria-label={t('openMenu')}>
          ☰
        </Dialog.Trigger>
        <Link href="/" className={styles.brand}>
          Framejury
        </Link>
      </header>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.drawer} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t('mainNavigation')}</Dialog.Title>
          <Side me={me} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

export function Shell({ me: initial, children }: { me: Me; children: ReactNode }) {
  const t = useTranslations('shell')
  const me = useMe(initial)
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {t('skipToContent')}
      </a>
      <Drawer me={me} />
      <aside className={styles.side}>
        <Side me={me} />
      </aside>
      <main id="content" tabIndex={-1} className={styles.content}>
        {children}
      </main>
    </div>
  )
}
