'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { AuthFrame, ClosedLink } from './auth-frame'
import { InvitationForm } from './invitation-form'
import { LINK_ANSWER, useLinkSecret } from './link-secret'

/** Where the link of an invitation leads. */
export function InvitationScreen() {
  const t = useTranslations('accounts')
  const secret = useLinkSecret()
  const invitation = useQuery({
    ...orpc.accounts.readInvitation.queryOptions({ input: { secret: secret ?? '' } }),
    ...LINK_ANSWER,
    enabled: Boolean(secret),
  })
  if (!secret || !invitation.data) {
    const texts = { title: t('invitation.closedTitle'), note: t('invitation.closedText') }
    return <ClosedLink {...texts} isMissing={secret === ''} query={invitation} />
  }
  const { email, role, projectName, hasAccount } = invitation.data
  return (
    <AuthFrame
      title={t('invitation.title', { project: projectName })}
      note={t('invitation.note', { role: t(`role.${role}`) })}
    >
      <InvitationForm secret={secret} email={email} hasAccount={hasAccount} />
    </AuthFrame>
  )
}
