export { client, orpc } from './client'
export { errorReason, errorText } from './error-text'
export { QueryProvider } from './provider'
export { useAfterWrite } from './use-after-write'
