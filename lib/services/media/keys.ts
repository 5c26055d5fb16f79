import type { Context } from '@/lib/platform/context'
import { BackupRunningError, withMediaRemoval } from '@/lib/platform/db'

/** Storage keys name content, rows and source indices. They stay on the server: URLs are sealed. */
function folder(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`
}

/** Where everything that an import received waits: clips not yet taken, its manifest, its list of names. */
export function stagedFolder(importId: string): string {
  return `uploads/${importId}`
}

export const mediaKeys = {
  original: (sha256: string) => `originals/${folder(sha256)}`,
  /** Of the row, not of the content: what is served has no name that the original has. Ids of one import begin alike, so the folder is their end. */
  served: (videoId: string) => `served/${videoId.slice(-2)}/${videoId}.mp4`,
  reduced: (videoId: string) => `served/${videoId.slice(-2)}/${videoId}.reduced.mp4`,
  poster: (sha256: string) => `posters/${folder(sha256)}.webp`,
  filmstrip: (sha256: string) => `filmstrips/${folder(sha256)}.webp`,
  frame: (sha256: string, index: number) => `frames/${folder(sha256)}/${index}.webp`,
  staged: (importId: string) => `${stagedFolder(importId)}/${crypto.randomUUID()}`,
}

type Stored = { sha256: string | null; keys: string[]; folders: string[] }

/**
 * The objects of a clip, as passed to the job that removes them. `sha256`: others with the same content share them.
 * @param id of the clip's row; absent for bytes that never became one
 */
export function storedObjects({ id, sha256 }: { id?: string; sha256: string }): Stored[] {
  const { original, poster, filmstrip, served, reduced } = mediaKeys
  const shared = [original, poster, filmstrip].map((keyOf) => keyOf(sha256))
  const earlier = ['proxies', 'reduced'].map((place) => `${place}/${folder(sha256)}.mp4`)
  const content = { sha256, keys: [...shared, ...earlier], folders: [`frames/${folder(sha256)}`] }
  return id === undefined ? [content] : [content, { sha256: null, keys: [served(id), reduced(id)], folders: [] }]
}

/**
 * Removes received files that no row names any more. If a backup is being written, it may still need them: then they
 * stay until the next sweep.
 */
export async function dropStaged(ctx: Context, keys: readonly (string | null)[]): Promise<void> {
  const staged = keys.filter((key) => key !== null)
  if (staged.length === 0) return
  try {
    await withMediaRemoval(ctx.db, async () => {
      for (const key of staged) await ctx.storage.remove(key)
    })
  } catch (error) {
    if (!(error instanceof BackupRunningError)) throw error
  }
}
