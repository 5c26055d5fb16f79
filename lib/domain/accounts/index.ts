export { type Actor, missingScope } from './actor'
export { AuditEntity, AuditVerb, auditedEntity, namesInTrail } from './audit-verbs'
export { Email, Password, Slug } from './credentials'
export { KeyBindings } from './key-bindings'
export {
  Arm,
  Blind,
  newSettings,
  ProjectSettings,
  QueuePolicy,
  SettingsChange,
} from './project-settings'
export { ABILITIES, type Ability, MembershipState, Role, roleCan, seesGenerators } from './role'
export {
  DEFAULT_TOKEN_DAYS,
  parseScopes,
  type ScopeNeed,
  TOKEN_DAYS,
  TokenScope,
  TokenState,
  tokenState,
} from './scopes'
export {
  DEVICE_KNOWN_MS,
  RESET_LINK_MS,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
  sessionEnd,
} from './session-life'
export { normalSetupCode, SETUP_CODE, setupCodeOf } from './setup-code'
export { TRY_LIMITS } from './try-limits'
