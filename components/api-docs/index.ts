export { ApiDocsScreen } from './api-docs-screen'
export { operationGroups } from './operations'
