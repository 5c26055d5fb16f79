import { existsSync } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { needsReduced } from '@/lib/domain/media'
import { makeProxy, makeReduced, type Probe, probeVideo, RefusedError } from '@/workers/media'
import { VARIANTS } from './variants'

/** A clip as the page plays it, and the file it came from. */
export type BenchClip = {
  name: string
  video: PlayableVideo
  source: string
  probe: Probe
  /** Whether its frames say their index. */
  pattern: boolean
}

const AWKWARD = path.resolve(import.meta.dirname, '../../../shared/clips/awkward')

/** Makes the pattern clips, and describes them as an import would. */
export async function patternClips(folder: string, only?: readonly string[]): Promise<BenchClip[]> {
  const clips: BenchClip[] = []
  for (const { name, make } of VARIANTS) {
    if (only && !only.includes(name)) continue
    const { file, contentType } = await make(folder)
    clips.push(await imported(folder, name, file, contentType, true))
  }
  return clips
}

/** The files of a real upload folder that can be labelled, where that folder is present. */
export async function awkwardClips(folder: string): Promise<BenchClip[]> {
  if (!existsSync(AWKWARD)) return []
  const clips: BenchClip[] = []
  for (const [at, name] of (await readdir(AWKWARD)).sort().entries()) {
    const file = path.join(folder, `awkward-${at}${path.extname(name)}`)
    await copyFile(path.join(AWKWARD, name), file)
    try {
      clips.push(await imported(folder, name, file, name.endsWith('.webm') ? 'video/webm' : 'video/mp4', false))
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
    }
  }
  return clips
}

let made = 0

async function imported(
  folder: string,
  name: string,
  file: string,
  contentType: string,
  pattern: boolean,
): Promise<BenchClip> {
  const probe = await probeVideo(file)
  const played = probe.browserPlayable ? file : path.join(folder, `${path.basename(file)}.proxy.mp4`)
  if (!probe.browserPlayable) await makeProxy(file, probe, played)
  const large =
    probe.browserPlayable &&
    needsReduced({ width: probe.displayWidth, height: probe.displayHeight }, probe.frameTable.ptsUs.length)
  const reduced = large ? path.join(folder, `${path.basename(file)}.reduced.mp4`) : null
  if (reduced) await makeReduced(file, probe, reduced)
  const video: PlayableVideo = {
    videoId: `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
    url: `/${path.basename(played)}`,
    contentType: probe.browserPlayable ? contentType : 'video/mp4',
    isProxy: !probe.browserPlayable,
    reducedUrl: reduced && `/${path.basename(reduced)}`,
    width: probe.displayWidth,
    height: probe.displayHeight,
    ptsUs: [...probe.frameTable.ptsUs],
    durationUs: probe.durationUs,
    filmstrip: null,
  }
  return { name, video, source: file, probe, pattern }
}
