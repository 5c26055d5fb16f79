import { z } from 'zod'

const Cells = z.object({ path: z.string(), frameIndices: z.array(z.int()), cellWidth: z.int(), cellHeight: z.int() })

/** Mirrors ServedCopies of lib/services/media. */
const Copies = z.object({ servedPath: z.string(), isProxy: z.boolean(), reducedPath: z.string().nullable() })

/** Mirrors IngestedMedia of lib/services/media. */
export const Media = z.object({
  codec: z.string(),
  container: z.string(),
  pixelFormat: z.string(),
  codedWidth: z.int(),
  codedHeight: z.int(),
  displayWidth: z.int(),
  displayHeight: z.int(),
  rotation: z.int(),
  sampleAspect: z.object({ num: z.int(), den: z.int() }),
  ptsUs: z.array(z.int()),
  durationUs: z.int(),
  fps: z.number(),
  variableRate: z.boolean(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  posterPath: z.string(),
  filmstrip: Cells,
  copies: Copies,
})

/** What the worker asks of the decoder's process. Pixels never cross: pictures go to files. */
export const Request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ingest'), path: z.string(), scratch: z.string(), mostPixels: z.number() }),
  z.object({
    type: z.literal('copies'),
    path: z.string(),
    proxyPath: z.string().nullable(),
    reducedPath: z.string().nullable(),
    ptsUs: z.array(z.int()),
    durationUs: z.int(),
    displayWidth: z.int(),
    displayHeight: z.int(),
    scratch: z.string(),
  }),
  z.object({
    type: z.literal('images'),
    path: z.string(),
    indices: z.array(z.int().min(0)),
    ptsUs: z.array(z.int()).nullable(),
    format: z.enum(['webp', 'jpeg']),
    scratch: z.string(),
  }),
])
export type Request = z.infer<typeof Request>

/** `ready` or `refused` answers ingest; `copies` answers copies; any number of `image`, then `finished`, answer images; `failed` answers any. `alive` comes in between, as long as frame follows frame. */
export const Reply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), media: Media }),
  z.object({ type: z.literal('refused'), code: z.string(), message: z.string() }),
  z.object({ type: z.literal('copies'), copies: Copies }),
  z.object({ type: z.literal('image'), index: z.int(), path: z.string(), width: z.int(), height: z.int() }),
  z.object({ type: z.literal('finished') }),
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('failed'), message: z.string() }),
])
export type Reply = z.infer<typeof Reply>
