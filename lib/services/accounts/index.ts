export { type ProjectAccess, requireAbility, requireUserId } from './access'
export { createProject } from './create-project'
export { getMe } from './get-me'
