import { z } from 'zod'
import { GenerationMode, ImportItemState, ImportState, PairKind, VideoState } from '@/lib/domain/media'
import { StorableText, storableIntText } from '@/lib/domain/shared'
import { ClipRef, endpoint, Id, InProject, ProjectPage, pageOf, Timestamp } from './common'

const tags = ['media']

export { ImportItemState }
export const ImportItemView = z.object({
  id: Id,
  file: z.string(),
  state: ImportItemState,
  reason: z.string().nullable(),
  frames: z.int().nullable(),
  sha256: z.string().nullable(),
  videoId: Id.nullable(),
})
export type ImportItemView = z.infer<typeof ImportItemView>
export const ImportView = z.object({
  id: Id,
  source: z.string(),
  /** `matching`: it was started, and its manifest or names are being read. */
  state: z.enum([...ImportState.options, 'deleting']),
  /** Why the manifest could not be read as a whole, with its line; the import is open again for another. */
  problem: z.string().nullable(),
  createdAt: Timestamp,
  counts: z.record(ImportItemState, z.int()),
})
export type ImportView = z.infer<typeof ImportView>

export const OpenImport = InProject.extend({ source: StorableText.trim().min(1).max(300) })
export type OpenImport = z.infer<typeof OpenImport>
/** Tables are files and go up as such: see UploadKind. */
export const StartImport = InProject.extend({
  importId: Id,
  /** `uploaded`: the manifest that was sent decides. null: every received file must be named prompt__generator.ext. */
  manifest: z.literal('uploaded').nullable(),
})
export type StartImport = z.infer<typeof StartImport>
export const InImport = InProject.extend({ importId: Id })
export type InImport = z.infer<typeof InImport>
export const ListImportItems = ProjectPage.extend({ importId: Id })
export type ListImportItems = z.infer<typeof ListImportItems>

export const MediaWarning = z.object({ code: z.string(), message: z.string() })
export const VideoSummary = z.object({
  id: Id,
  fileName: z.string(),
  prompt: z.object({ externalId: z.string(), text: z.string() }),
  generator: z.string(),
  mode: GenerationMode,
  state: z.enum([...VideoState.options, 'deleting']),
  refusalReason: z.string().nullable(),
  warnings: z.array(MediaWarning),
  codec: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  frameCount: z.int().nullable(),
  durationUs: z.int().nullable(),
  fps: z.number().nullable(),
  variableRate: z.boolean().nullable(),
  posterUrl: z.string().nullable(),
  createdAt: Timestamp,
})
export type VideoSummary = z.infer<typeof VideoSummary>

export const Filmstrip = z.object({
  url: z.string(),
  frameIndices: z.array(z.int()),
  cellWidth: z.int(),
  cellHeight: z.int(),
})
export type Filmstrip = z.infer<typeof Filmstrip>
/** What a player needs: nothing here names the generator. */
export const PlayableVideo = z.object({
  videoId: ClipRef,
  url: z.string(),
  contentType: z.string(),
  /** Whether `url` is a proxy: its frames map 1:1, in order, to the source indices. */
  isProxy: z.boolean(),
  /** A copy in fewer pixels for stepping and playing, its frames 1:1 with the source's too; null where `url` is quick enough. */
  reducedUrl: z.string().nullable(),
  width: z.int(),
  height: z.int(),
  /** Presentation time of each source index, first at 0. */
  ptsUs: z.array(z.int()),
  durationUs: z.int(),
  filmstrip: Filmstrip.nullable(),
})
export type PlayableVideo = z.infer<typeof PlayableVideo>
export const VideoDetail = VideoSummary.extend({
  sha256: z.string(),
  sizeBytes: z.int(),
  container: z.string().nullable(),
  pixelFormat: z.string().nullable(),
  codedWidth: z.int().nullable(),
  codedHeight: z.int().nullable(),
  rotation: z.int().nullable(),
  sampleAspect: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  playable: PlayableVideo.nullable(),
})
export type VideoDetail = z.infer<typeof VideoDetail>
export const InVideo = InProject.extend({ videoId: Id })
export type InVideo = z.infer<typeof InVideo>
export const ListVideos = ProjectPage.extend({
  state: VideoState.optional(),
  search: StorableText.trim().max(200).optional(),
})
export type ListVideos = z.infer<typeof ListVideos>

/** Exact pixels of one source frame, decoded by the worker: for browsers that cannot decode the clip. */
export const GetFrame = z.object({ videoId: ClipRef, frameIndex: storableIntText(0) })
export type GetFrame = z.infer<typeof GetFrame>

export const BuildPairs = InProject.extend({ everyMs: z.int().min(40).max(60_000).optional() })
export type BuildPairs = z.infer<typeof BuildPairs>
export const PairSummary = z.object({
  id: Id,
  kind: PairKind,
  prompt: z.string(),
  generatorA: z.string(),
  generatorB: z.string(),
  timestampUs: z.int(),
  frameIndexA: z.int(),
  frameIndexB: z.int(),
  hasTask: z.boolean(),
})
export const ListPairs = ProjectPage.extend({ kind: PairKind.optional() })
export type ListPairs = z.infer<typeof ListPairs>

export const media = {
  openImport: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/imports',
      summary: 'Open an import; then upload its files (tus, /api/uploads)',
      tags,
    })
    .input(OpenImport)
    .output(ImportView),
  startImport: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/imports/{importId}/start',
      summary: 'Start an import: match the received files with the manifest',
      tags,
    })
    .input(StartImport)
    .output(ImportView),
  getImport: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/imports/{importId}', summary: 'Progress of an import', tags })
    .input(InImport)
    .output(ImportView),
  listImports: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/imports', summary: 'List the imports, newest first', tags })
    .input(ProjectPage)
    .output(pageOf(ImportView)),
  listImportItems: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/imports/{importId}/items',
      summary: 'List the files of an import',
      tags,
    })
    .input(ListImportItems)
    .output(pageOf(ImportItemView)),
  listVideos: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/videos', summary: 'List the videos, newest first', tags })
    .input(ListVideos)
    .output(pageOf(VideoSummary)),
  getVideo: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/videos/{videoId}',
      summary: 'Get a video with its frame table',
      tags,
    })
    .input(InVideo)
    .output(VideoDetail),
  getFrame: endpoint
    .route({
      method: 'GET',
      path: '/videos/{videoId}/frames/{frameIndex}',
      summary: 'A signed URL of one exact frame',
      tags,
    })
    .input(GetFrame)
    .output(z.object({ url: z.string().nullable(), retryAfterMs: z.int() })),
  buildPairs: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/pairs/build',
      summary: 'Build the missing frame and video pairs',
      tags,
    })
    .input(BuildPairs)
    .output(z.object({ framePairs: z.int(), videoPairs: z.int() })),
  listPairs: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/pairs', summary: 'List the pairs', tags })
    .input(ListPairs)
    .output(pageOf(PairSummary)),
}

/**
 * Where the bytes of clips are sent with the tus protocol: the only endpoint beside the API, because files are not
 * JSON.
 */
export const UPLOADS_PATH = '/api/uploads'

/** 2 GiB a file; a clip of ten seconds in 4K has some 100 MB. */
export const MAX_UPLOAD_BYTES = 2 * 1024 ** 3

/** 32 MiB a table: some 300,000 rows. */
export const MAX_TABLE_BYTES = 32 * 1024 ** 2

/**
 * What a file of an import is: a clip; its manifest (.csv or .jsonl; a later one replaces it); or the names of the
 * folder's files that stay at home, one JSON string a line, so that they are reported.
 */
export const UploadKind = z.enum(['clip', 'manifest', 'left-out'])
export type UploadKind = z.infer<typeof UploadKind>

/** The metadata of an upload. */
export const UploadMetadata = z.object({
  projectId: Id,
  importId: Id,
  kind: UploadKind.default('clip'),
  /** Path relative to the manifest, or to the chosen folder where there is none. */
  file: StorableText.min(1).max(1000),
})
export type UploadMetadata = z.input<typeof UploadMetadata>
