export { AuditEntity, AuditVerb, auditedEntity, namesInTrail } from './audit-verbs'
export {
  DEVICE_KNOWN_MS,
  Email,
  normalSetupCode,
  Password,
  RESET_LINK_MS,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
  SETUP_CODE,
  Slug,
  sessionEnd,
  setupCodeOf,
  TRY_LIMITS,
} from './credentials'
export { KeyBindings } from './key-bindings'
export {
  Arm,
  Blind,
  newSettings,
  ProjectSettings,
  QueuePolicy,
  SettingsChange,
} from './project-settings'
export {
  ABILITIES,
  type Ability,
  type Actor,
  DEFAULT_TOKEN_DAYS,
  MembershipState,
  missingScope,
  parseScopes,
  Role,
  roleCan,
  type ScopeNeed,
  seesGenerators,
  TOKEN_DAYS,
  TokenScope,
  TokenState,
  tokenState,
} from './role'
