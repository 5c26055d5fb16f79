import path from 'node:path'
import type { Command } from 'commander'
import type { Context } from '@/lib/platform/context'
import { createDb } from '@/lib/platform/db'
import { createLogger } from '@/lib/platform/log'
import { createDiskStorage } from '@/lib/platform/storage'
import { findProject } from '../existing'
import { planImport } from '../import/plan-import'
import { isTrouble, runImport } from '../import/run-import'
import { callerPath, printJson } from '../terminal'
import { type Instance, withInstance } from '../with-instance'

/** Everything was done, but some files were refused or missing. */
const SOME_REFUSED = 3

type Options = { manifest?: string; project: string; create?: boolean; json?: boolean }

function say(line: string): void {
  console.error(line)
}

async function importInto({ databaseUrl, folder: data }: Instance, folder: string, options: Options): Promise<void> {
  const db = createDb(databaseUrl, 4)
  const ctx: Context = {
    actor: { type: 'system', job: 'cli' },
    db,
    storage: createDiskStorage(path.join(data.root, 'media')),
    log: createLogger('cli'),
    now: () => new Date(),
  }
  try {
    const manifest = options.manifest ? callerPath(options.manifest) : null
    const plan = await planImport({ folder: callerPath(folder), manifest })
    if (plan.send.length === 0 && plan.match.missing.length > 0) {
      say(`No row of the manifest names a file below ${plan.folder}; paths are relative to the manifest itself.`)
    }
    const projectId = await findProject(ctx, options.project, { create: options.create ?? false, say })
    const reports = await runImport(ctx, projectId, plan, say)
    if (options.json) for (const report of reports) printJson(report)
    const troubled = reports.filter(isTrouble).length
    say(
      `${reports.length - troubled} of ${reports.length} files are imported, already known or left out; ${troubled} are not.`,
    )
    if (troubled > 0) process.exitCode = SOME_REFUSED
  } finally {
    await db.$disconnect()
  }
}

/** Imports the clips of a folder into a project; exit code 3 means that some files were refused or missing. */
export function register(program: Command): void {
  program
    .command('import <folder>')
    .description('import the clips of a folder into a project, and wait until each is ready or refused')
    .requiredOption('--project <slug>', 'the project to import into')
    .option(
      '--manifest <csv|jsonl>',
      'columns file, prompt_id, prompt, generator, mode; else prompt__generator.ext names',
    )
    .option('--create', 'create the project if it does not exist')
    .option('--json', 'one JSON object per file on stdout: file, status, reason, frames, sha256')
    .addHelpText('after', '\nExit codes: 0 success, 3 some files were refused or missing, 1 failed, 2 wrong usage.')
    .action((folder: string, options: Options) =>
      withInstance((instance) => importInto(instance, folder, options), { command: 'import', worker: true }),
    )
}
