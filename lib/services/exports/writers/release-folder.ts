import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CanonicalPair,
  composeThink,
  countBy,
  createPairValidator,
  createTally,
  INSTRUCTION_TEMPLATE_ID,
  type Manifest,
  type ManifestFile,
  ReleaseInfo,
  type ReleasePlan,
  ReleaseProblemsError,
  renderCard,
  renderManifest,
  SPLITS,
  TABLES,
  tablePath,
} from '@/lib/domain/exports'
import { type WrittenFile, writeWhole } from './file-sink'
import { createImageStore, type FrameImage, SWIFT_FOLDER } from './image-store'
import { createPairWriter } from './pair-writer'
import { createTableSet } from './parquet'

/**
 * The reward functions that ship with every release, for ms-swift's `--external_plugins`; relative to the program's folder.
 * Source: docs/spec/export.md [EX31]–[EX33]
 */
const PLUGIN = join('training', 'react_plugin.py')

export type WriteRelease = {
  /** Empty or absent; the caller moves it into place when this returns (see `stageFolder`). */
  dir: string
  info: ReleaseInfo
  plan: ReleasePlan
  frameImage: FrameImage
  onProgress?: (progress: { pairsDone: number; pairsTotal: number }) => void
  signal?: AbortSignal
}

/**
 * Writes the whole release: parquet tables, ms-swift files, card and, last, the manifest.
 * The same plan, info and pixels give the same bytes. Memory contains one row group per open table, whatever the size.
 * @throws ReleaseProblemsError when the plan must not be written; RangeError on an empty plan or a bad image
 * Source: docs/spec/export.md [EX19] [EX29]
 */
export async function writeReleaseFolder(options: WriteRelease): Promise<Manifest> {
  const { dir, plan, frameImage, onProgress, signal } = options
  const info = ReleaseInfo.parse(options.info)
  assertWritable(plan, info)
  const plugin = await readFile(PLUGIN, 'utf8')
  await mkdir(dir, { recursive: true })
  if ((await readdir(dir)).length > 0)
    throw new RangeError('The release folder is not empty; choose an empty or new one.')

  const labelKeys = info.labels.map((label) => label.key)
  const tally = createTally(plan, labelKeys)
  const tables = createTableSet(dir)
  const images = createImageStore(dir, frameImage)
  const writePair = createPairWriter({
    tables,
    images,
    tally,
    context: { labels: info.labels, taxonomyVersion: info.taxonomyVersion },
    thinkOf: (gold) => composeThink(gold, info.labels),
  })
  try {
    for (const [index, pair] of plan.pairs.entries()) {
      signal?.throwIfAborted()
      await writePair(pair)
      onProgress?.({ pairsDone: index + 1, pairsTotal: plan.pairs.length })
    }
    const tableFiles = await tables.closeAll()
    const { seed, gates, ratios, marks } = plan
    const groups = Object.fromEntries([...plan.splits].sort(([a], [b]) => (a < b ? -1 : 1)))
    const about = { release: info, seed, gates, marks, split: { ratios, groups }, counts: tally.total() }
    const card = renderCard({ ...about, tables: presentTables(tableFiles) })
    const files = [
      ...tableFiles,
      ...images.files(),
      asFile(`${SWIFT_FOLDER}/react_plugin.py`, await writeWhole(join(dir, SWIFT_FOLDER, 'react_plugin.py'), plugin)),
      asFile('README.md', await writeWhole(join(dir, 'README.md'), card)),
    ].sort((a, b) => (a.path < b.path ? -1 : 1))
    const manifest: Manifest = { schemaVersion: 1, ...about, instructionTemplateId: INSTRUCTION_TEMPLATE_ID, files }
    await writeWhole(join(dir, 'manifest.json'), renderManifest(manifest))
    return manifest
  } finally {
    await tables.abortAll()
  }
}

function assertWritable(plan: ReleasePlan, info: ReleaseInfo): void {
  if (plan.pairs.length === 0) {
    const reasons = Object.entries(countBy(plan.dropped.map(({ reason }) => reason)))
    const leftOut = reasons.map(([reason, count]) => `${count} ${reason}`).join(', ')
    throw new RangeError(
      `No pair passes the gates (${plan.considered} considered${leftOut ? `; left out: ${leftOut}` : ''}). Relax the gates or label more.`,
    )
  }
  const check = createPairValidator(info.labels)
  const problems = plan.pairs.flatMap((pair: CanonicalPair) => check(pair))
  if (problems.length > 0) throw new ReleaseProblemsError(problems)
}

function presentTables(files: readonly ManifestFile[]) {
  const paths = new Set(files.map((file) => file.path))
  return TABLES.map((table) => ({
    table,
    splits: SPLITS.filter((split) => paths.has(tablePath(table, split))),
  })).filter(({ splits }) => splits.length > 0)
}

function asFile(path: string, { sha256, bytes }: WrittenFile): ManifestFile {
  return { path, sha256, bytes, rows: null }
}
