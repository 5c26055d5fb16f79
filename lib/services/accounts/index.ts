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
export { findSession } from './find-session'
export { findTokenActor } from './find-token-actor'
export { getMe, getProject } from './get-me'
export { insertProject } from './internal'
export { listAccounts } from './list-accounts'
export { listAudit } from './list-audit'
export { listAllTokens, listProjectTokens, listTokens } from './list-tokens'
export { listInvitations, readInvitation } from './read-invitations'
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
export { endSessionsOf, listSessions } from './session-rows'
export { setKeyBindings } from './set-key-bindings'
export { isSetUp, setUp } from './set-up'
export { type SignInResult, signIn } from './sign-in'
export { settingsOf } from './stored'
export { sweepAccounts } from './sweep-accounts'
export { updateAccount } from './update-account'
export { updateMember } from './update-member'
export { updateProject } from './update-project'
