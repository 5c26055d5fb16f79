import sharp from 'sharp'
import { type FrameTable, fitInside, frameCount, type Size } from '@/lib/domain/media'
import { decodeFrames } from './decode'
import { encodeImage } from './frame-image'
import type { Picture } from './painter'
import type { Probe } from './probe'

/** `image` is one row of `frameIndices.length` cells of width × height. */
export type Filmstrip = { image: Buffer; poster: Buffer; frameIndices: number[]; width: number; height: number }

const MAX_CELLS = 24
const CELL_HEIGHT = 64
const MAX_CELL_WIDTH = 256
const POSTER_SIDE = 640

/** Source indices of at most `cells` frames, evenly spread, first and last included. */
export function filmstripIndices(table: FrameTable, cells = MAX_CELLS): number[] {
  const last = frameCount(table) - 1
  const count = Math.min(cells, last + 1)
  if (count === 1) return [0]
  return Array.from({ length: count }, (_, cell) => Math.round((cell * last) / (count - 1)))
}

/** A row of thumbnails and a poster of the first frame, both WebP. */
export async function makeFilmstrip(
  path: string,
  probe: Pick<Probe, 'frameTable' | 'displayWidth' | 'displayHeight'>,
  signal?: AbortSignal,
): Promise<Filmstrip> {
  const display = { width: probe.displayWidth, height: probe.displayHeight }
  const frameIndices = filmstripIndices(probe.frameTable)
  const cell = fitInside(display, { width: MAX_CELL_WIDTH, height: CELL_HEIGHT })
  const posterSize = fitInside(display, { width: POSTER_SIDE, height: POSTER_SIDE })
  const cells: Picture[] = []
  let poster: Buffer | null = null
  const frames = decodeFrames(path, frameIndices, { ...posterSize, fit: 'stretch' }, signal, probe.frameTable)
  for await (const frame of frames) {
    poster ??= await encodeImage(frame, 'webp')
    cells.push(await shrink(frame, cell))
  }
  if (!poster) throw new RangeError('The clip has no frame')
  return { image: await joinRow(cells, cell), poster, frameIndices, ...cell }
}

async function shrink({ width, height, data }: Picture, cell: Size): Promise<Picture> {
  const raw = { width, height, channels: 3 as const }
  const pixels = await sharp(data, { raw }).resize(cell.width, cell.height, { fit: 'fill' }).raw().toBuffer()
  return { ...cell, data: pixels }
}

function joinRow(cells: readonly Picture[], { width, height }: Size): Promise<Buffer> {
  const raw = { width, height, channels: 3 as const }
  const canvas = { width: width * cells.length, height, channels: 3 as const, background: '#000' }
  const composites = cells.map(({ data }, place) => ({
    input: Buffer.from(data),
    raw,
    left: place * width,
    top: 0,
  }))
  return sharp({ create: canvas }).composite(composites).webp({ quality: 75, effort: 2 }).toBuffer()
}
