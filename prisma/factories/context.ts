import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Actor } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import type { Db } from '@/lib/platform/db'
import { createLogger } from '@/lib/platform/log'
import { createDiskStorage } from '@/lib/platform/storage'

/** What a verb is called with on behalf of this person. */
export function contextFor(db: Db, actor: { id: string } | Actor, changes: Partial<Context> = {}): Context {
  return {
    actor: 'id' in actor ? { type: 'user', userId: actor.id } : actor,
    db,
    storage: createDiskStorage(path.join(tmpdir(), 'framejury-factories')),
    now: () => new Date(),
    log: createLogger('factories'),
    ...changes,
  }
}

/** A suffix no other row has, for names that must be unique. */
export function unique(): string {
  return randomBytes(6).toString('hex')
}
