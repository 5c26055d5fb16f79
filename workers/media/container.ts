import type { FormatContext } from 'node-av/lib'

const NAMES: [RegExp, string][] = [
  [/^mov,/, 'mp4'],
  [/^matroska/, 'mkv'],
  [/^gif/, 'gif'],
  [/^mpegts/, 'ts'],
]

/** One short name: mp4, mov (QuickTime brand), webm, mkv, gif or FFmpeg's own. */
export function containerName(format: FormatContext, head: Buffer): string {
  const name = format.iformat?.name ?? 'unknown'
  if (name.startsWith('mov,') && head.toString('latin1', 4, 12) === 'ftypqt  ') return 'mov'
  // The EBML header ends within the first bytes and is the only place that tells WebM from Matroska.
  if (name.startsWith('matroska') && head.subarray(0, 64).includes('webm')) return 'webm'
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? name
}
