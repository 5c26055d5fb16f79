import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { Alias } from '@/lib/domain/shared'
import { actorUserId, type Context } from './context'
import { env } from './env'

const Id = z.uuid()

/** Things whose ids reveal when they were stored, and so who made them. */
export type AliasKind = 'video' | 'proposal' | 'task'

/** What one person sees instead of ids. */
export type Aliases = {
  of: (kind: AliasKind, id: string) => Alias
  /** @returns null for a text that is not an alias of this person and kind */
  idOf: (kind: AliasKind, alias: string) => string | null
}

/**
 * Aliases of one person: an id's 16 bytes as a single block of AES-128 (NIST FIPS 197, a keyed permutation) under a key derived by HKDF-SHA256 (RFC 5869) from
 * MEDIA_SECRET, kind and person; as base64url, 22 characters. The format is our own. One id has one alias for one person, for ever; another
 * person's alias of it is unrelated, and only the server can go either way.
 */
export function aliasesFor(userId: string, secret = env().MEDIA_SECRET): Aliases {
  const keys = new Map<AliasKind, Uint8Array>()

  function keyOf(kind: AliasKind): Uint8Array {
    const known = keys.get(kind)
    if (known) return known
    const key = new Uint8Array(hkdfSync('sha256', secret, 'framejury alias 1', `${kind} ${userId}`, 16))
    keys.set(kind, key)
    return key
  }

  return {
    of(kind, id) {
      const cipher = createCipheriv('aes-128-ecb', keyOf(kind), null).setAutoPadding(false)
      return cipher.update(Buffer.from(id.replaceAll('-', ''), 'hex')).toString('base64url')
    },
    idOf(kind, alias) {
      if (!Alias.safeParse(alias).success) return null
      const decipher = createDecipheriv('aes-128-ecb', keyOf(kind), null).setAutoPadding(false)
      const hex = decipher.update(Buffer.from(alias, 'base64url')).toString('hex')
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      return Id.safeParse(id).success ? id : null
    },
  }
}

/** The aliases of the actor; a token acts for its person, and jobs have separate ones. */
export function aliasesOf({ actor }: Pick<Context, 'actor'>): Aliases {
  return aliasesFor(actorUserId(actor) ?? 'system')
}
