export { client, errorReason, errorText, orpc } from './client'
export { QueryProvider, useAfterWrite } from './provider'
