import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { type BackupManifest, productVersion, writeBackup } from '@/lib/platform/backup'
import { dataFolder } from '@/lib/platform/db/data-folder'
import { StartError } from '@/lib/platform/db/start-error'
import { mediaKeys } from '@/lib/services/media'
import { callerPath, printJson, progress } from '../terminal'
import { type Instance, withInstance } from '../with-instance'

async function backUp({ databaseUrl, folder }: Instance, target: string): Promise<BackupManifest> {
  const { tell, end } = progress()
  try {
    return await writeBackup({
      databaseUrl,
      folder,
      target,
      version: await productVersion(),
      originalKey: mediaKeys.original,
      tell,
    })
  } finally {
    end()
  }
}

function report({ tables, media, takenAt }: BackupManifest, target: string): string[] {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const lost = media.missing.length
  return [
    ...(lost > 0
      ? [
          `${lost} media that the database names are not on the disk, so they are not in the backup; manifest.json lists them.`,
        ]
      : []),
    `The backup of ${takenAt} is in ${target}: ${rows} rows of ${tables.length} tables, ${media.count} media (${(media.bytes / 1e6).toFixed(1)} MB).`,
    'It contains the keys of sessions and of the database: keep it as safe as the data folder itself.',
  ]
}

/** Writes all that an instance keeps into a new folder, also while it runs. */
export function register(program: Command): void {
  program
    .command('backup')
    .description(
      'write database, media and secrets into a new folder, in one consistent state, also while the instance runs',
    )
    .argument('<folder>', 'a new or empty folder')
    .option('--json', 'print the manifest on stdout')
    .action((given: string, { json }: { json?: boolean }) => {
      const folder = dataFolder()
      if (!existsSync(folder.secrets))
        throw new StartError(`${folder.root} contains no instance. Set FRAMEJURY_DATA to its data folder.`)
      const target = callerPath(given)
      return withInstance(
        async (instance) => {
          const manifest = await backUp(instance, target)
          for (const line of report(manifest, target)) console.error(line)
          if (json) printJson(manifest)
        },
        { command: 'backup', migrates: false },
      )
    })
}
