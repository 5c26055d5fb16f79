import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { InRelease } from '@/lib/contracts/http/exports'
import { Gates, type Manifest, MarkChoice } from '@/lib/domain/exports'
import type { Context } from '@/lib/platform/context'
import { createDb } from '@/lib/platform/db'
import { createLogger } from '@/lib/platform/log'
import { createDiskStorage } from '@/lib/platform/storage'
import { assertFreeFolder, copyRelease, createRelease } from '@/lib/services/exports'
import { hasLiveWorker } from '@/workers/live-workers'
import { existingProject } from '../existing'
import { waitForRelease } from '../export/wait-for-release'
import { callerPath, printJson } from '../terminal'
import { type Instance, withInstance } from '../with-instance'

type Options = {
  project: string
  out: string
  release?: number
  name?: string
  seed?: number
  minAnnotations?: number
  minAgreement?: number
  minLabelAgreement?: number
  requireReview?: boolean
  marks?: MarkChoice
  json?: boolean
}

function say(line: string): void {
  console.error(line)
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

function share(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new InvalidArgumentError('Enter a share from 0 to 1.')
  return value
}

function markChoice(text: string): MarkChoice {
  const { data, success } = MarkChoice.safeParse(text)
  if (!success) throw new InvalidArgumentError('Give "expanded" or "keyframes".')
  return data
}

async function existingRelease(ctx: Context, projectId: string, number: number): Promise<string> {
  const found = await ctx.db.release.findUnique({ where: { projectId_number: { projectId, number } } })
  if (!found) throw new Error(`The project has no release ${number}; leave --release out to build a new one.`)
  return found.id
}

async function newRelease(ctx: Context, projectId: string, options: Options): Promise<string> {
  const today = ctx.now().toISOString().slice(0, 10)
  const gates = Gates.parse({
    minAnnotations: options.minAnnotations,
    minPreferenceAgreement: options.minAgreement,
    minLabelAgreement: options.minLabelAgreement,
    requireReviewed: options.requireReview,
  })
  const name = options.name ?? `${options.project} ${today}`
  const input = { projectId, name, seed: options.seed ?? 0, gates, marks: options.marks ?? 'expanded' }
  return (await createRelease({ ctx, input })).id
}

function summaryOf({ counts, files }: Manifest): string {
  const { train, validation, test } = counts.splits
  const pairs = [train, validation, test].map((split) => split.pairs + split.videoPairs).join(' + ')
  return `${pairs} pairs (train + validation + test), ${files.length + 1} files, every checksum verified.`
}

async function exportProject({ databaseUrl, folder, running }: Instance, options: Options): Promise<void> {
  const db = createDb(databaseUrl, 4)
  const ctx: Context = {
    actor: { type: 'system', job: 'cli' },
    db,
    storage: createDiskStorage(path.join(folder.root, 'media')),
    log: createLogger('cli'),
    now: () => new Date(),
  }
  try {
    const out = callerPath(options.out)
    await assertFreeFolder(out)
    const projectId = await existingProject(ctx, options.project)
    const releaseId =
      options.release === undefined
        ? await newRelease(ctx, projectId, options)
        : await existingRelease(ctx, projectId, options.release)
    const input: InRelease = { projectId, releaseId }
    const hasWorker = async () => running && (await hasLiveWorker(path.join(folder.root, 'workers')))
    const release = await waitForRelease(ctx, input, { hasWorker, say })
    if (release.state === 'failed') throw new Error(`Release ${release.number} was not built: ${release.error}`)
    const manifest = await copyRelease({ ctx, input, out })
    say(`Release ${release.number} is in ${out}: ${summaryOf(manifest)}`)
    if (options.json) printJson(manifest)
  } finally {
    await db.$disconnect()
  }
}

/** Builds an immutable release of a project, or takes one that is there, and copies it to a folder. */
export function register(program: Command): void {
  program
    .command('export')
    .description('build a release of training data, copy it to a folder and verify every checksum')
    .requiredOption('--project <slug>', 'the project to export')
    .requiredOption('--out <folder>', 'a new or empty folder')
    .option('--release <number>', 'copy this release instead of building a new one', wholeNumber)
    .option('--name <name>', 'title of the dataset card; default: the project and today')
    .option('--seed <number>', 'seed of split and order; default 0', wholeNumber)
    .option('--min-annotations <number>', 'number of answers that a pair needs; default 1', wholeNumber)
    .option('--min-agreement <share>', 'share of votes for the winning preference, 0 to 1; default 0', share)
    .option('--min-label-agreement <share>', 'share of people who agree on the labels, 0 to 1; default 0', share)
    .option('--require-review', 'only pairs whose answers were all reviewed')
    .option(
      '--marks <choice>',
      'expanded: all marks of a track; keyframes: only drawn frames; default expanded',
      markChoice,
    )
    .option('--json', 'print the manifest on stdout')
    .action((options: Options) => withInstance((instance) => exportProject(instance, options), { command: 'export' }))
}
