import 'server-only'
import path from 'node:path'
import { Server } from '@tus/server'
import { UPLOAD_SCOPE } from '@/lib/contracts/http/scopes'
import { MAX_UPLOAD_BYTES, UPLOADS_PATH, UploadMetadata } from '@/lib/contracts/http/uploads'
import type { Context } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { expectFile, receiveFile, receiveTable, requireTable } from '@/lib/services/media'
import { requireScope } from './session'
import { toUploadRefusal } from './upload-errors'
import { PartStore, sweepParts } from './upload-parts'

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
    /** Whoever goes on with an upload needs the same rights as whoever began it. */
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

/** Parts that nobody went on with for a day are removed, now and then. */
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
