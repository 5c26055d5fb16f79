import 'server-only'
import 'server-only'
import 'server-only'
import { createWriteStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { MAX_UPLOAD_BYTES, UPLOADS_PATH, UploadMetadata } from '@/lib/contracts/http/media'
import { UPLOAD_SCOPE } from '@/lib/contracts/http/scopes'
import type { Context } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { expectFile, receiveFile, receiveTable, requireTable } from '@/lib/services/media'
import { toApiError } from './errors'
import { requireScope } from './session'

/** Parts of uploads in a folder. The store below hides why a write failed, but a full disk must be reported. */
class PartStore extends FileStore {
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const { storage } = await this.getUpload(id)
    if (!storage) throw new Error('An upload has no file.')
    const file = createWriteStream(storage.path, { flags: 'r+', start: offset })
    await pipeline(readable, file)
    return offset + file.bytesWritten
  }
}

/** Removes files that were not written to for a while. @returns how many */
export async function sweepParts(folder: string, olderThan: Date): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name)
    const found = await stat(file).catch(() => null)
    if (!found?.isFile() || found.mtime >= olderThan) continue
    await rm(file, { force: true })
    removed += 1
  }
  return removed
}

/** What the tus server itself throws. */
type TusError = { status_code: number; body: string }

const TUS_WORDS: Record<number, string> = {
  404: 'This upload is unknown here; send the file again from its start.',
  409: 'Another request is ahead of this one; ask for the offset of the upload and continue from there.',
  410: 'This upload is over; send the file again from its start.',
  413: `A file may have at most ${MAX_UPLOAD_BYTES / 1024 ** 3} GiB.`,
}

function isTusError(error: unknown): error is TusError {
  return typeof error === 'object' && error !== null && 'status_code' in error && 'body' in error
}

/** An answer in the form of the API's errors, so that one reader understands both. */
function toUploadRefusal(error: unknown, ctx: Context): TusError {
  if (isTusError(error) && error.status_code < 500) {
    const message = TUS_WORDS[error.status_code] ?? error.body.trim()
    return { status_code: error.status_code, body: JSON.stringify({ message, data: { reason: 'upload' } }) }
  }
  const refusal = toApiError(isTusError(error) ? new Error(error.body) : error, ctx)
  return { status_code: refusal.status, body: JSON.stringify(refusal.toJSON()) }
}

const DAY_MS = 24 * 3600_000
const SWEEP_EVERY_MS = 3600_000

/** Requests find their context here: the tus server hands its hooks nothing but the request. */
const contexts = new WeakMap<object, Context>()

function contextOfRequest(request: object): Context {
  const ctx = contexts.get(request)
  if (!ctx) throw new Error('An upload request has no context.')
  return ctx
}

function partsFolder(): string {
  return path.join(env().FRAMEJURY_DATA, 'uploads-partial')
}

function createTusServer(): Server {
  const store = new PartStore({ directory: partsFolder() })
  return new Server({
    path: UPLOADS_PATH,
    datastore: store,
    maxSize: MAX_UPLOAD_BYTES,
    relativeLocation: true,
    allowedOrigins: () => false,
    async onUploadCreate(request, upload) {
      const metadata = UploadMetadata.parse(upload.metadata ?? {})
      await expectFile({ ctx: contextOfRequest(request), input: metadata })
      if (metadata.kind !== 'clip') requireTable(metadata.kind, metadata.file, upload.size ?? 0)
      return {}
    },
    /** Continuing an upload needs the same rights as starting it. */
    async onIncomingRequest(request, uploadId) {
      if (!uploadId || request.method === 'POST' || request.method === 'OPTIONS') return
      const { metadata } = await store.getUpload(uploadId)
      await expectFile({ ctx: contextOfRequest(request), input: UploadMetadata.parse(metadata ?? {}) })
    },
    async onUploadFinish(request, upload) {
      const localPath = upload.storage?.path ?? path.join(store.directory, upload.id)
      const input = { ...UploadMetadata.parse(upload.metadata ?? {}), localPath }
      const receive = input.kind === 'clip' ? receiveFile : receiveTable
      await receive({ ctx: contextOfRequest(request), input })
      await store.configstore.delete(upload.id)
      return {}
    },
    onResponseError: (request, error) => toUploadRefusal(error, contextOfRequest(request)),
  })
}

// Hot reload evaluates this module again; locks live in the server's memory, so it must stay one.
const holder = globalThis as typeof globalThis & { framejuryTus?: { server: Server; sweptAt: number } }

/** Parts that did not grow for a day are removed from time to time. */
function sweep(tus: { sweptAt: number }, ctx: Context): void {
  const now = ctx.now().getTime()
  if (now - tus.sweptAt < SWEEP_EVERY_MS) return
  tus.sweptAt = now
  sweepParts(partsFolder(), new Date(now - DAY_MS)).catch((error: unknown) =>
    ctx.log.warn({ err: error }, 'old parts of uploads could not be removed'),
  )
}

/** Answers one tus request on behalf of its caller. */
export async function handleUpload(request: Request, ctx: Context): Promise<Response> {
  requireScope(ctx.actor, UPLOAD_SCOPE)
  holder.framejuryTus ??= { server: createTusServer(), sweptAt: 0 }
  const tus = holder.framejuryTus
  sweep(tus, ctx)
  contexts.set(request, ctx)
  return tus.server.handleWeb(request)
}
