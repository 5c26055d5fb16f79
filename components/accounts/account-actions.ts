import type { AccountView } from '@/lib/contracts/http/credentials'

/** What an owner can do to an account; each asks once more before it is done. */
export const ACCOUNT_ACTIONS = [
  'end-sessions',
  'turn-off-factor',
  'make-owner',
  'unmake-owner',
  'disable',
  'enable',
] as const
export type AccountAction = (typeof ACCOUNT_ACTIONS)[number]

/** The actions that change something about this account; its own state and factor nobody changes here. */
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

/** A link to set a password is for somebody else, who may sign in. */
export function mayHaveResetLink(account: AccountView, ownId: string): boolean {
  return account.state === 'active' && account.id !== ownId
}
