'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { Button, Dialog, FormActions, FormError, Stack } from '@/components/ui'
import type { AccountView } from '@/lib/contracts/http/credentials'

/** What an owner can do to an account; each action asks for confirmation. */
const ACCOUNT_ACTIONS = ['end-sessions', 'turn-off-factor', 'make-owner', 'unmake-owner', 'disable', 'enable'] as const
type AccountAction = (typeof ACCOUNT_ACTIONS)[number]

/** The actions that change something about this account; people cannot change their own state and factor here. */
export function actionsFor(account: AccountView, ownId: string): AccountAction[] {
  const isActive = account.state === 'active'
  const isOther = account.id !== ownId
  const fits: Record<AccountAction, boolean> = {
    'end-sessions': account.sessions > 0,
    'turn-off-factor': account.secondFactor && isOther,
    'make-owner': isActive && !account.isOwner,
    'unmake-owner': account.isOwner,
    disable: isActive && isOther,
    enable: !isActive,
  }
  return ACCOUNT_ACTIONS.filter((action) => fits[action])
}

/** A link to set a password is for another person, who can sign in. */
export function mayHaveResetLink(account: AccountView, ownId: string): boolean {
  return account.state === 'active' && account.id !== ownId
}

export type Chosen = { account: AccountView; action: AccountAction }

/** What each action writes. */
function useRun(onDone: () => void) {
  const t = useTranslations('credentials')
  const after = useAfterWrite(orpc.accounts.key(), t('saved'))
  const options = {
    onSuccess: async () => {
      await after.onSuccess()
      onDone()
    },
  }
  const update = useMutation(orpc.accounts.updateAccount.mutationOptions(options))
  const endSessions = useMutation(orpc.accounts.endSessionsOf.mutationOptions(options))
  const turnOff = useMutation(orpc.accounts.turnOffSecondFactorOf.mutationOptions(options))
  const runs: Record<AccountAction, (userId: string) => void> = {
    'end-sessions': (userId) => endSessions.mutate({ userId }),
    'turn-off-factor': (userId) => turnOff.mutate({ userId }),
    'make-owner': (userId) => update.mutate({ userId, isOwner: true }),
    'unmake-owner': (userId) => update.mutate({ userId, isOwner: false }),
    disable: (userId) => update.mutate({ userId, state: 'disabled' }),
    enable: (userId) => update.mutate({ userId, state: 'active' }),
  }
  const all = [update, endSessions, turnOff]
  const run = ({ account, action }: Chosen) => runs[action](account.id)
  return { run, isPending: all.some((each) => each.isPending), error: all.find((each) => each.error)?.error ?? null }
}

function Confirm({ chosen, onClose }: { chosen: Chosen; onClose: () => void }) {
  const t = useTranslations('credentials')
  const common = useTranslations('common')
  const { run, isPending, error } = useRun(onClose)
  return (
    <Stack>
      <FormError>{error ? errorText(error) : null}</FormError>
      <FormActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button
          variant={chosen.action === 'enable' || chosen.action === 'make-owner' ? 'primary' : 'danger'}
          busy={isPending}
          onClick={() => run(chosen)}
        >
          {t(`action.${chosen.action}`)}
        </Button>
      </FormActions>
    </Stack>
  )
}

/** Describes an action before it is done. `chosen` null: closed. */
export function AccountActionDialog({ chosen, onClose }: { chosen: Chosen | null; onClose: () => void }) {
  const t = useTranslations('credentials')
  const name = chosen?.account.name ?? ''
  return (
    <Dialog
      open={chosen !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={chosen ? t(`actionTitle.${chosen.action}`, { name }) : ''}
      description={chosen ? t(`actionNote.${chosen.action}`) : ''}
    >
      {chosen ? <Confirm chosen={chosen} onClose={onClose} /> : null}
    </Dialog>
  )
}
