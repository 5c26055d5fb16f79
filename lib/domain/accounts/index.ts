export type { Actor } from './actor'
export { Email, Password, Slug } from './credentials'
export { ProjectSettings, parseProjectSettings } from './project-settings'
export { ABILITIES, type Ability, Role, roleCan } from './role'
