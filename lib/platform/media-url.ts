import { env } from './env'
import { signature, signatureMatches } from './secrets'

const WINDOW_MS = 6 * 3600_000

/** Between 6 and 12 hours ahead, the same for every call in a window, so that the browser's cache holds. */
function expiryOf(now: Date): number {
  return (Math.floor(now.getTime() / WINDOW_MS) + 2) * WINDOW_MS
}

/** A URL that opens one stored object for some hours, without a session. */
export function signMediaUrl(key: string, contentType: string, now: Date): string {
  const expires = expiryOf(now)
  const payload = Buffer.from(JSON.stringify({ key, contentType, expires })).toString('base64url')
  return `/api/media/${payload}.${signature(env().MEDIA_SECRET, payload)}`
}

export type SignedMedia = { key: string; contentType: string; expires: number }

/** @returns null for a forged, malformed or expired token */
export function openMediaToken(token: string, now: Date): SignedMedia | null {
  const [payload, given] = token.split('.')
  if (!payload || !given || !signatureMatches(env().MEDIA_SECRET, payload, given)) return null
  const media = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as SignedMedia
  return media.expires > now.getTime() ? media : null
}
