import 'server-only'
import { env } from '@/lib/platform/env'

/** Where people reach this server, without a slash at the end. */
export function publicUrl(): string {
  return env().FRAMEJURY_URL.replace(/\/+$/, '')
}
