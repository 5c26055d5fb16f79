import { constants } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ImportItemView, UploadKind } from '@/lib/contracts/http/media'
import { leftOutList } from '@/lib/domain/media'
import type { Context } from '@/lib/platform/context'
import {
  buildPairs,
  getImport,
  listImportItems,
  openImport,
  receiveFile,
  receiveTable,
  startImport,
} from '@/lib/services/media'
import type { ImportPlan } from './plan-import'

/** What `--json` prints, one a line. */
type FileReport = {
  file: string
  status: ImportItemView['state']
  reason: string | null
  frames: number | null
  sha256: string | null
}

export function toReport({ file, state, reason, frames, sha256 }: ImportItemView): FileReport {
  return { file, status: state, reason, frames, sha256 }
}

/** Files that were refused here are reported as refused, not as missing on the server. */
export function allReports(items: readonly ImportItemView[], refused: ImportPlan['refused']): FileReport[] {
  const here = new Map(refused.map(({ name, reason }) => [name, reason]))
  const there = items.filter(({ file, state }) => !(state === 'missing' && here.has(file))).map(toReport)
  const own = refused.map(({ name, reason }): FileReport => {
    return { file: name, status: 'refused', reason, frames: null, sha256: null }
  })
  return [...there, ...own].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

/** A file that asks for a person's attention; duplicates and files without a row are as they should be. */
export function isTrouble({ status }: FileReport): boolean {
  return status === 'refused' || status === 'missing'
}

const POLL_MS = 300
const SILENCE_MS = 60_000

type Say = (line: string) => void
type Place = { projectId: string; importId: string }

/** Copies go the way of uploads: into the scratch folder, then taken in. Originals stay untouched. */
async function sendFiles(ctx: Context, place: Place, plan: ImportPlan): Promise<void> {
  const scratch = await ctx.storage.scratch()
  for (const { name, file } of plan.send) {
    const localPath = path.join(scratch, `${crypto.randomUUID()}.upload`)
    try {
      await copyFile(file, localPath, constants.COPYFILE_FICLONE)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      plan.refused.push({ name, reason: `It cannot be copied: ${why}.` })
      continue
    }
    await receiveFile({ ctx, input: { ...place, file: name, localPath } })
  }
}

async function sendTable(ctx: Context, place: Place, kind: UploadKind, file: string, text: string): Promise<void> {
  const localPath = path.join(await ctx.storage.scratch(), `${crypto.randomUUID()}.upload`)
  await writeFile(localPath, text)
  await receiveTable({ ctx, input: { ...place, kind, file, localPath } })
}

async function listItems(ctx: Context, place: Place): Promise<ImportItemView[]> {
  const items: ImportItemView[] = []
  let cursor: string | undefined
  do {
    const page = await listImportItems({ ctx, input: { ...place, cursor, limit: 100 } })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return items
}

function lineOf({ file, status, reason, frames }: FileReport): string {
  const length = frames === null ? '' : `  ${frames} ${frames === 1 ? 'frame' : 'frames'}`
  return `${status.padEnd(9)} ${file}${length}${reason ? `  ${reason}` : ''}`
}

/** Prints each file's result as it comes. @returns when the import is done */
async function follow(ctx: Context, place: Place, say: Say): Promise<ImportItemView[]> {
  const told = new Set<string>()
  let movedAt = ctx.now().getTime()
  for (;;) {
    const { state, problem } = await getImport({ ctx, input: place })
    if (state === 'open') throw new Error(problem ?? 'The import was not started.')
    const items = await listItems(ctx, place)
    for (const item of items) {
      if (told.has(item.id) || item.state === 'waiting' || item.state === 'probing') continue
      told.add(item.id)
      movedAt = ctx.now().getTime()
      say(`[${String(told.size).padStart(String(items.length).length)}/${items.length}] ${lineOf(toReport(item))}`)
    }
    if (state === 'done') return items
    if (ctx.now().getTime() - movedAt > SILENCE_MS) {
      movedAt = ctx.now().getTime()
      say(
        `Still working on ${items.length - told.size} of ${items.length} files; is the worker of the instance running?`,
      )
    }
    await delay(POLL_MS)
  }
}

/** Brings a folder in and waits until every file has ended; then the pairs are there too. */
export async function runImport(ctx: Context, projectId: string, plan: ImportPlan, say: Say): Promise<FileReport[]> {
  const source = path.basename(plan.folder).slice(0, 300) || plan.folder
  const { id: importId } = await openImport({ ctx, input: { projectId, source } })
  const place = { projectId, importId }
  await sendFiles(ctx, place, plan)
  const { manifest, leftOut } = plan
  if (manifest) await sendTable(ctx, place, 'manifest', path.basename(manifest.path), manifest.text)
  if (leftOut.length > 0) await sendTable(ctx, place, 'left-out', 'left-out.jsonl', leftOutList(leftOut))
  await startImport({ ctx, input: { ...place, manifest: manifest && 'uploaded' } })
  const items = await follow(ctx, place, say)
  await buildPairs({ ctx, input: { projectId } })
  return allReports(items, plan.refused)
}
