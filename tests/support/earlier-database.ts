import { Client } from 'pg'
import { inject } from 'vitest'
import { migrate, readMigrations } from '@/lib/platform/db/migrate'
import { cloneDatabase, dropDatabase } from '../setup/test-server'

export type EarlierDatabase = {
  client: Client
  /** Brings it to the schema of this version. */
  upgrade: () => Promise<unknown>
}

/** A database as it was before a migration, queue included, for as long as the work takes. */
export async function withDatabaseBefore(
  migration: string,
  work: (earlier: EarlierDatabase) => Promise<void>,
): Promise<void> {
  const serverUrl = inject('testServerUrl')
  const name = inject('templateDatabase').replace('template', migration)
  const url = await cloneDatabase(serverUrl, 'template0', name)
  try {
    const { migrationDirectories } = await readMigrations()
    const earlier = migrationDirectories.map(({ path }) => path).filter((each) => each < migration)
    await migrate(url, earlier)
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      await work({ client, upgrade: () => migrate(url) })
    } finally {
      await client.end()
    }
  } finally {
    await dropDatabase(serverUrl, name)
  }
}
