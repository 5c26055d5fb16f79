import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 passes, 1 lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID)
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  return verify(stored, password)
}

/** @returns 256 random bits, URL-safe, with a prefix that names their kind */
export function createSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`
}

/** Secrets of high entropy are stored as plain sha256. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

type Seal = {
  /** Secret of the instance; a separate key is derived from it for each purpose (HKDF). */
  key: string
  purpose: string
  /** Whose it is: what is sealed for one cannot be opened for another. */
  owner: string
}

function keyOf({ key, purpose }: Seal): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `framejury ${purpose}`, 32))
}

/** Encrypts a secret that must be read again (AES-256-GCM). @returns base64url of nonce, tag and cipher text */
export function seal(by: Seal, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(by), nonce).setAAD(Buffer.from(by.owner))
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')
}

/** What was sealed; null when the key or the owner is another one, or the text was changed. */
export function unseal(by: Seal, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv(CIPHER, keyOf(by), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(by.owner)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
