'use client'

import { useTranslations } from 'use-intl'
import { ButtonLink } from '@/components/ui'
import type { Role } from '@/lib/domain/accounts'
import { AuthFrame } from './auth-frame'
import { InvitationForm } from './invitation-form'

export type Invitation = { email: string; role: Role; projectName: string; hasAccount: boolean }

/** @param invitation null when it is used up, revoked or expired */
export function InvitationScreen({ secret, invitation }: { secret: string; invitation: Invitation | null }) {
  const t = useTranslations('accounts')
  if (!invitation) {
    return (
      <AuthFrame title={t('invitation.closedTitle')} note={t('invitation.closedText')}>
        <ButtonLink href="/sign-in">{t('signIn.title')}</ButtonLink>
      </AuthFrame>
    )
  }
  const { email, role, projectName, hasAccount } = invitation
  return (
    <AuthFrame
      title={t('invitation.title', { project: projectName })}
      note={t('invitation.note', { role: t(`role.${role}`) })}
    >
      <InvitationForm secret={secret} email={email} hasAccount={hasAccount} />
    </AuthFrame>
  )
}
