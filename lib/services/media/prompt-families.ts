import { createHash } from 'node:crypto'
import { promptFamily } from '@/lib/domain/media'
import type { Tx } from '@/lib/platform/db'

/** What a prompt's family is stored as: sha256 in hex, for a text may be too long for an index. Source: docs/spec/queue.md [QU21] */
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
