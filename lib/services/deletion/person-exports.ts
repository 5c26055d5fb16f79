import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Page } from '@/lib/contracts/http/common'
import { InPerson, type PersonExportView } from '@/lib/contracts/http/deletion'
import { jobs } from '@/lib/contracts/jobs'
import { personExportMachine } from '@/lib/domain/deletion'
import { audit, type Context, type Verb, withSnapshot, withTransaction } from '@/lib/platform/context'
import type { PersonExport } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { signMediaUrl, viewerOf } from '@/lib/platform/media-url'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { enqueue } from '@/lib/platform/queue'
import { transition } from '@/lib/platform/transition'
import { requireOwnOrOwner } from './person'
import { personRecords } from './person-records'

const KEPT_MS = 7 * 24 * 3600_000
/** Limit of files for one person: each may be large, and every member may request them. */
const MOST_KEPT = 5
const ListExports = Page.extend({ userId: z.uuid() })

function toView(ctx: Context, row: PersonExport): PersonExportView {
  const isOpen = row.state === 'ready' && row.storageKey !== null && row.expiresAt > ctx.now()
  return {
    id: row.id,
    state: row.state,
    sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
    url: isOpen && row.storageKey ? signMediaUrl(row.storageKey, 'application/json', viewerOf(ctx)) : null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }
}

/**
 * Requests a file with all data stored about a person: the caller, or for an owner anyone. A job makes it.
 * Source: docs/spec/deletion.md [DE13]
 * @throws AppError conflict while one is being made, or when there are enough
 */
export async function exportPerson({ ctx, input }: Verb<InPerson>): Promise<PersonExportView> {
  const { userId } = InPerson.parse(input)
  return withTransaction(ctx, async (tx) => {
    const requestedBy = await requireOwnOrOwner(tx, ctx, userId)
    await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
    if (!(await tx.user.findFirst({ where: { id: userId, deletedAt: null } }))) throw notFound('person')
    if ((await tx.personExport.count({ where: { userId, state: 'building' } })) > 0) {
      throw conflict('building', 'A file is already being made; it appears in the list in a moment.')
    }
    const createdAt = ctx.now()
    const kept = { userId, state: 'ready' as const, expiresAt: { gt: createdAt } }
    if ((await tx.personExport.count({ where: kept })) >= MOST_KEPT) {
      const message = `There are already ${MOST_KEPT} files. Use one of the list; each is deleted after seven days.`
      throw conflict('too-many-files', message)
    }
    const expiresAt = new Date(createdAt.getTime() + KEPT_MS)
    const row = await tx.personExport.create({ data: { userId, requestedBy, createdAt, expiresAt } })
    await enqueue(tx, jobs.exportPerson, { exportId: row.id })
    await audit(tx, ctx, { projectId: null, verb: 'person.export', entityId: userId })
    return toView(ctx, row)
  })
}

export async function listPersonExports({
  ctx,
  input,
}: Verb<z.infer<typeof ListExports>>): Promise<{ items: PersonExportView[]; nextCursor: string | null }> {
  const { userId, cursor, limit } = ListExports.parse(input)
  await requireOwnOrOwner(ctx.db, ctx, userId)
  const rows = await ctx.db.personExport.findMany({
    where: { userId, expiresAt: { gt: ctx.now() }, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => toView(ctx, row))
}

/** Writes the file; a second attempt writes it again. It is deleted after a week. */
export async function writePersonExport({ ctx, input }: Verb<{ exportId: string }>): Promise<void> {
  const { exportId } = jobs.exportPerson.payload.parse(input)
  const row = await ctx.db.personExport.findFirst({ where: { id: exportId, state: 'building' } })
  if (!row) return
  const local = path.join(await ctx.storage.scratch(), `person-${exportId}.partial`)
  try {
    await withSnapshot(ctx, ({ db }) =>
      pipeline(Readable.from(personRecords(db, row.userId, ctx.now())), createWriteStream(local, { mode: 0o600 })),
    )
    const storageKey = `people/${crypto.randomUUID()}.json`
    const { size } = await stat(local)
    await ctx.storage.adopt(local, storageKey)
    const gone = { sha256: null, keys: [storageKey], folders: [] }
    await withTransaction(ctx, async (tx) => {
      const isMade = await transition(tx, personExportMachine, {
        where: { id: exportId },
        to: 'ready',
        data: { storageKey, sizeBytes: BigInt(size) },
      })
      await enqueue(tx, jobs.removeMedia, gone, isMade.length > 0 ? { runAt: row.expiresAt } : {})
    })
  } finally {
    await rm(local, { force: true })
  }
}

export async function failPersonExport({ ctx, input }: Verb<{ exportId: string }>): Promise<void> {
  await transition(ctx.db, personExportMachine, { where: { id: input.exportId }, to: 'failed' })
}
