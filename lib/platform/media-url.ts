import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { actorUserId, type Context } from './context'
import { env } from './env'

const WINDOW_MS = 6 * 3600_000
const NONCE_BYTES = 12
const TAG_BYTES = 16
/**
 * Every token has the same length, so that it reveals nothing; with nonce and tag the bytes are a multiple of three.
 */
const TEXT_BYTES = 260
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${((NONCE_BYTES + TEXT_BYTES + TAG_BYTES) * 4) / 3}}$`)

const Sealed = z.tuple([z.string(), z.string(), z.int()])

/** Who is given a URL, and when. */
export type Viewer = { userId: string | null; now: Date }
export type SignedMedia = { key: string; contentType: string; expires: number }

export function viewerOf(ctx: Pick<Context, 'actor' | 'now'>): Viewer {
  return { userId: actorUserId(ctx.actor), now: ctx.now() }
}

type Keys = { seal: Buffer; nonce: Buffer }
const derived = new Map<string, Keys>()

function keysOf(secret: string): Keys {
  const known = derived.get(secret)
  if (known) return known
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'framejury media token 1', 64))
  const keys = { seal: bytes.subarray(0, 32), nonce: bytes.subarray(32) }
  derived.set(secret, keys)
  return keys
}

/** Between 6 and 12 hours ahead, the same for every call in a window, so that the browser's cache stays valid. */
function expiryOf(now: Date): number {
  return (Math.floor(now.getTime() / WINDOW_MS) + 2) * WINDOW_MS
}

/**
 * A URL that opens one stored object for some hours, without a session. It reveals nothing about the object, even to
 * someone who compares it with another person's; for one person it stays the same within a window.
 * @throws RangeError when the key is longer than any that the product makes
 * Source: AES-256-GCM (NIST SP 800-38D) with a nonce derived from the sealed data, as in RFC 8452;
 * docs/spec/served-copies.md [SC1] [SC2]
 */
export function signMediaUrl(key: string, contentType: string, { userId, now }: Viewer): string {
  const keys = keysOf(env().MEDIA_SECRET)
  const sealed: z.infer<typeof Sealed> = [key, contentType, expiryOf(now)]
  const text = Buffer.alloc(TEXT_BYTES, ' ')
  const bytes = Buffer.from(JSON.stringify(sealed))
  if (bytes.length > TEXT_BYTES) throw new RangeError(`The storage key is too long for a URL: ${bytes.length} bytes`)
  bytes.copy(text)
  const nonce = createHmac('sha256', keys.nonce)
    .update(JSON.stringify([userId, ...sealed]))
    .digest()
    .subarray(0, NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce)
  const token = Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
  return `/api/media/${token.toString('base64url')}`
}

/** @returns null for a forged, malformed or expired token */
export function openMediaToken(token: string, now: Date): SignedMedia | null {
  if (!TOKEN.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keysOf(env().MEDIA_SECRET).seal, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    const [key, contentType, expires] = Sealed.parse(JSON.parse(text.toString('utf8')))
    return expires > now.getTime() ? { key, contentType, expires } : null
  } catch {
    return null
  }
}

/**
 * The entity tag of a token's object. It is derived from the token, so that one file has a different tag for each
 * person.
 */
export function mediaEtag(token: string): string {
  return `"${createHash('sha256').update(token).digest('base64url').slice(0, 22)}"`
}
