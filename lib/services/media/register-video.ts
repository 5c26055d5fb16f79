import { createHash } from 'node:crypto'
import { type ManifestRow, promptFamily, videoMachine } from '@/lib/domain/media'
import { type Context, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { storable } from '@/lib/platform/stored'
import { transition } from '@/lib/platform/transition'
import { mediaKeys } from './keys'
import { warningsOf } from './stored'

/**
 * The stored form of a prompt's family: sha256 in hex, because a text may be too long for an index.
 * Source: docs/spec/queue.md [QU21]
 */
export function familyOf(text: string): string {
  return createHash('sha256').update(promptFamily(text)).digest('hex')
}

/** Names the family of the project's prompts that were stored before families were; any number at once may do it. */
export async function fillFamilies(tx: Tx, projectId: string): Promise<void> {
  const prompts = await tx.$queryRaw<{ id: string; text: string }[]>`
    SELECT id, text FROM "Prompt" WHERE "projectId" = ${projectId}::uuid AND family IS NULL
    ORDER BY id FOR NO KEY UPDATE`
  if (prompts.length === 0) return
  const ids = prompts.map(({ id }) => id)
  const families = prompts.map(({ text }) => familyOf(text))
  await tx.$executeRaw`
    UPDATE "Prompt" AS prompt SET family = given.family
    FROM unnest(${ids}::uuid[], ${families}::text[]) AS given (id, family) WHERE prompt.id = given.id`
}

export type Registered =
  | { type: 'new'; videoId: string }
  | { type: 'known'; videoId: string; state: 'ready' | 'duplicate' | 'refused'; reason: string | null }
  | { type: 'refused'; reason: string }

/** Refusal code of a clip that no worker could finish. */
export const WORKER_FAILED = 'worker-failed'

async function findPrompt(tx: Tx, projectId: string, row: ManifestRow): Promise<{ id: string; text: string }> {
  const externalId = row.prompt_id
  await tx.prompt.createMany({
    data: [{ projectId, externalId, text: row.prompt, family: familyOf(row.prompt) }],
    skipDuplicates: true,
  })
  return tx.prompt.findUniqueOrThrow({ where: { projectId_externalId: { projectId, externalId } } })
}

async function findGenerator(tx: Tx, projectId: string, name: string): Promise<{ id: string }> {
  await tx.generator.createMany({ data: [{ projectId, name }], skipDuplicates: true })
  return tx.generator.findUniqueOrThrow({ where: { projectId_name: { projectId, name } } })
}

type KnownVideo = {
  id: string
  fileName: string
  state: string
  refusalReason: string | null
  deletingAt: Date | null
}

function known(video: KnownVideo): Registered {
  if (video.deletingAt) {
    return { type: 'refused', reason: 'A clip of this content is being deleted; import it again in a minute.' }
  }
  if (video.state === 'refused') {
    return {
      type: 'known',
      videoId: video.id,
      state: 'refused',
      reason: video.refusalReason ?? 'It was refused before.',
    }
  }
  const reason = `The project already has this content as "${video.fileName}".`
  return { type: 'known', videoId: video.id, state: 'duplicate', reason }
}

type Ended = { id: string; refusalReason: string | null; warnings: unknown }

/** What a resumed job reports about a clip that its first attempt had finished. */
function endReason(video: Ended): string | null {
  const warned = warningsOf(video).map(({ message }) => message)
  return video.refusalReason ?? (warned.join(' ') || null)
}

/** A clip that the worker gave up on is tried again when its content is imported again; any other refusal is final. */
async function reopen(tx: Tx, videoId: string): Promise<boolean> {
  const reopened = await transition(tx, videoMachine, {
    where: { id: videoId, refusalCode: WORKER_FAILED },
    to: 'probing',
    data: { refusalCode: null, refusalReason: null },
  })
  return reopened.length > 0
}

/**
 * Makes the video's row, once per content and project; `importItemId` distinguishes a resumed job from a second file.
 */
export async function registerVideo(
  ctx: Context,
  projectId: string,
  importItemId: string,
  sha256: string,
  row: ManifestRow,
): Promise<Registered> {
  const sizeBytes = BigInt((await ctx.storage.size(mediaKeys.original(sha256))) ?? 0)
  return withTransaction(ctx, async (tx) => {
    const prompt = await findPrompt(tx, projectId, row)
    if (prompt.text !== row.prompt) {
      const reason = `The project already has prompt_id "${row.prompt_id}" with another text ("${prompt.text.slice(0, 120)}"); give this clip another prompt_id or the same text.`
      return { type: 'refused', reason }
    }
    const generator = await findGenerator(tx, projectId, row.generator)
    const [created] = await tx.video.createManyAndReturn({
      data: [
        {
          projectId,
          promptId: prompt.id,
          generatorId: generator.id,
          mode: row.mode,
          fileName: row.file,
          sha256,
          sizeBytes,
          storageKey: mediaKeys.original(sha256),
          metadata: storable(row.metadata),
          createdAt: ctx.now(),
        },
      ],
      skipDuplicates: true,
    })
    const video = created ?? (await tx.video.findUniqueOrThrow({ where: { projectId_sha256: { projectId, sha256 } } }))
    const isReopened = !created && (await reopen(tx, video.id))
    const mine = await tx.importItem.updateMany({
      where: { id: importItemId, OR: [{ videoId: video.id }, ...(created || isReopened ? [{ videoId: null }] : [])] },
      data: { videoId: video.id },
    })
    // The file's import was deleted in the meantime; the clip is not made either.
    if (mine.count === 0 && created) throw conflict('import-deleted', 'The import of this file was deleted.')
    if (mine.count === 0) return known(video)
    if (isReopened || video.state === 'probing') return { type: 'new', videoId: video.id }
    return { type: 'known', videoId: video.id, state: video.state, reason: endReason(video) }
  })
}
