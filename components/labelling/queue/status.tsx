'use client'

import { useTranslations } from 'use-intl'
import { ToolButton } from '../tool-button'
import type { LabelDesk } from './label-desk'
import { ActiveTimer, SaveBadge } from './save-badge'
import { ThemeButton } from './theme-button'
import { useDesk } from './use-desk'

/** Whether the work is safe, how long it took so far, and light or dark. */
export function DeskStatus({ desk, onTheme }: { desk: LabelDesk; onTheme: () => void }) {
  const t = useTranslations('labelling.queue')
  const save = useDesk(desk, (view) => view.save.status)
  const reason = useDesk(desk, (view) => (view.save.status === 'refused' ? view.save.reason : ''))
  const waiting = useDesk(desk, (view) => view.waiting)
  const assignmentId = useDesk(desk, (view) => view.screen?.assignment.id ?? '')
  return (
    <>
      <SaveBadge status={save} reason={reason} waiting={waiting} />
      {save === 'signed-out' && <ToolButton onClick={() => desk.putSignInAway(false)}>{t('signInNow')}</ToolButton>}
      <ActiveTimer key={assignmentId} activeMs={() => desk.activeMs(assignmentId)} />
      <ThemeButton onClick={onTheme} />
    </>
  )
}
