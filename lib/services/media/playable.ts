import type { Filmstrip, PlayableVideo } from '@/lib/contracts/http/media'
import { decodeFrameTable } from '@/lib/domain/media'
import { signMediaUrl, type Viewer } from '@/lib/platform/media-url'
import { filmstripOf } from './stored'

/** The columns of a ready video that a player needs. */
export type PlayableRow = {
  id: string
  servedKey: string | null
  proxyKey: string | null
  reducedKey: string | null
  displayWidth: number | null
  displayHeight: number | null
  frameTable: Uint8Array | null
  durationUs: bigint | null
  filmstripKey: string | null
  filmstrip: unknown
}

/** Of every clip, whatever its original was. */
const SERVED_TYPE = 'video/mp4'

type FilmstripRow = Pick<PlayableRow, 'id' | 'filmstripKey' | 'filmstrip'>

/** Null for a clip whose pictures are not drawn, or not described. */
export function toFilmstrip(video: FilmstripRow, viewer: Viewer): Filmstrip | null {
  if (video.filmstripKey === null || video.filmstrip === null) return null
  return { url: signMediaUrl(video.filmstripKey, 'image/webp', viewer), ...filmstripOf(video) }
}

/** @returns null for a video that is not ready, or whose copy for browsers is not made yet */
export function toPlayable(video: PlayableRow, viewer: Viewer): PlayableVideo | null {
  const { frameTable, displayWidth, displayHeight, durationUs, servedKey, proxyKey, reducedKey } = video
  if (!frameTable || !displayWidth || !displayHeight || durationUs === null || !servedKey) return null
  return {
    videoId: video.id,
    url: signMediaUrl(servedKey, SERVED_TYPE, viewer),
    contentType: SERVED_TYPE,
    isProxy: proxyKey !== null,
    reducedUrl: reducedKey && signMediaUrl(reducedKey, SERVED_TYPE, viewer),
    width: displayWidth,
    height: displayHeight,
    ptsUs: [...decodeFrameTable(frameTable).ptsUs],
    durationUs: Number(durationUs),
    filmstrip: toFilmstrip(video, viewer),
  }
}
