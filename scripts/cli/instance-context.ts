import path from 'node:path'
import type { Context } from '@/lib/platform/context'
import { createDb } from '@/lib/platform/db'
import { createLogger } from '@/lib/platform/log'
import { createDiskStorage } from '@/lib/platform/storage'
import type { Instance } from './with-instance'

const CONNECTIONS = 4

/** Runs a command's work as the system on the instance's database and storage. */
export async function withSystemContext<T>(
  { databaseUrl, folder }: Instance,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const db = createDb(databaseUrl, CONNECTIONS)
  const ctx: Context = {
    actor: { type: 'system', job: 'cli' },
    db,
    storage: createDiskStorage(path.join(folder.root, 'media')),
    log: createLogger('cli'),
    now: () => new Date(),
  }
  try {
    return await work(ctx)
  } finally {
    await db.$disconnect()
  }
}
