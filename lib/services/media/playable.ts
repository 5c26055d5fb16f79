import type { PlayableVideo } from '@/lib/contracts/http/media'
import { decodeFrameTable } from '@/lib/domain/media'
import { signMediaUrl, type Viewer } from '@/lib/platform/media-url'
import { contentTypeOf } from './keys'

/** The columns of a ready video that a player needs. */
export type PlayableRow = {
  id: string
  storageKey: string
  proxyKey: string | null
  reducedKey: string | null
  container: string | null
  displayWidth: number | null
  displayHeight: number | null
  frameTable: Uint8Array | null
  durationUs: bigint | null
  filmstripKey: string | null
  filmstrip: unknown
}

type StoredFilmstrip = { frameIndices: number[]; cellWidth: number; cellHeight: number }

/** @returns null for a video that is not ready */
export function toPlayable(video: PlayableRow, viewer: Viewer): PlayableVideo | null {
  const { frameTable, displayWidth, displayHeight, durationUs, proxyKey, reducedKey, filmstripKey } = video
  if (!frameTable || !displayWidth || !displayHeight || durationUs === null) return null
  const contentType = proxyKey ? 'video/mp4' : contentTypeOf(video.container)
  return {
    videoId: video.id,
    url: signMediaUrl(proxyKey ?? video.storageKey, contentType, viewer),
    contentType,
    isProxy: proxyKey !== null,
    reducedUrl: reducedKey && signMediaUrl(reducedKey, 'video/mp4', viewer),
    width: displayWidth,
    height: displayHeight,
    ptsUs: [...decodeFrameTable(frameTable).ptsUs],
    durationUs: Number(durationUs),
    filmstrip: filmstripKey
      ? { url: signMediaUrl(filmstripKey, 'image/webp', viewer), ...(video.filmstrip as StoredFilmstrip) }
      : null,
  }
}
