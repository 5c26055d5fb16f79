import type { Command } from 'commander'
import { restoreBackup } from '@/lib/platform/backup'
import { loadSecrets, prepareDataFolder } from '@/lib/platform/db/data-folder'
import { claimRuntime } from '@/lib/platform/db/runtime-file'
import { openDatabase } from '../../instance/database'
import { readSettings } from '../../instance/settings'
import { callerPath, progress } from '../terminal'

/** A database of others opens without the data folder's secrets, which are still in the backup. */
const UNUSED = { authSecret: '', mediaSecret: '', postgresPassword: '' }

async function restore(source: string): Promise<void> {
  const { folder } = await readSettings({ ...process.env, PORT: undefined })
  const given = process.env.DATABASE_URL || undefined
  await prepareDataFolder(folder)
  const claim = await claimRuntime(folder, 'restore')
  const { tell, end } = progress()
  // Postgres runs in a separate process group and ends with this process only when it exits normally.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130))
  const stops: (() => Promise<void>)[] = []
  async function open(): Promise<string> {
    const { url, embedded } = await openDatabase(folder, given ? UNUSED : await loadSecrets(folder), given)
    if (embedded) stops.push(() => embedded.server.stop())
    return url
  }
  try {
    // Before anything is read: a database that cannot be reached is reported in one line.
    if (given) await open()
    const { takenAt, tables, media } = await restoreBackup({ source, folder, given, openDatabase: open, tell })
    end()
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    console.error(
      `The backup of ${takenAt} is restored in ${folder.root}: ${rows} rows, ${media.count} media. Start it with \`npm start\`.`,
    )
  } finally {
    end()
    for (const stop of stops) await stop()
    claim.release()
  }
}

/** Brings a backup back into an empty data folder, and an empty database. */
export function register(program: Command): void {
  program
    .command('restore')
    .description('verify every checksum of a backup, then restore it into an empty data folder (FRAMEJURY_DATA)')
    .argument('<folder>', 'a folder that `framejury backup` wrote')
    .action((folder: string) => restore(callerPath(folder)))
}
