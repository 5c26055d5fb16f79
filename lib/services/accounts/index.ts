export { acceptInvitation } from './accept-invitation'
export {
  actsAsOwner,
  type ProjectAccess,
  requireAbility,
  requireBrowser,
  requireOwner,
  requireSecondFactor,
  requireUserId,
} from './access'
export { changeEmail } from './change-email'
export { changePassword } from './change-password'
export { createAccount } from './create-account'
export { createInvitation } from './create-invitation'
export { createResetLink } from './create-reset-link'
export { createToken } from './create-token'
export { endOtherSessions } from './end-other-sessions'
export { endSession, signOut } from './end-session'
export { endSessionsOf } from './end-sessions-of'
export { findSession } from './find-session'
export { findTokenActor } from './find-token-actor'
export { getMe } from './get-me'
export { getProject } from './get-project'
export { insertProject } from './insert-project'
export { listAccounts } from './list-accounts'
export { listAudit } from './list-audit'
export { listInvitations } from './list-invitations'
export { listSessions } from './list-sessions'
export { listAllTokens, listProjectTokens, listTokens } from './list-tokens'
export { readInvitation } from './read-invitation'
export { readResetLink, resetPassword } from './reset-password'
export { revokeInvitation } from './revoke-invitation'
export { revokeToken } from './revoke-token'
export {
  confirmSecondFactor,
  getSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  turnOffSecondFactor,
  turnOffSecondFactorOf,
} from './second-factor'
export { setKeyBindings } from './set-key-bindings'
export { isSetUp, setUp } from './set-up'
export { type SignInResult, signIn } from './sign-in'
export { settingsOf } from './stored'
export { sweepAccounts } from './sweep-accounts'
export { updateAccount } from './update-account'
export { updateMember } from './update-member'
export { updateProject } from './update-project'
