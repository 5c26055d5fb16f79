import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { isLfsPointer } from '@/lib/domain/shared'

export type RefusalCode =
  | 'empty-file'
  | 'git-lfs-pointer'
  | 'web-page'
  | 'text-file'
  | 'picture'
  | 'no-index'
  | 'not-a-video'
  | 'no-video-track'
  | 'unknown-codec'
  | 'no-decodable-frame'
  | 'too-large'
  | 'too-long'
  | 'too-heavy'
  | 'too-slow'
  | 'unreadable'

/** The file cannot become a video; `message` says why and how to fix it, and never contains a path of the server. */
export class RefusedError extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'RefusedError'
    this.code = code
  }
}

const HEAD_BYTES = 4096
const WEB_PAGE = /^\s*(<!doctype html|<html|<\?xml[^>]*>\s*<(!doctype )?html)/i
const MP4_FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']
const PICTURES: [string, string][] = [
  ['PNG', '89504e470d0a1a0a'],
  ['JPEG', 'ffd8ff'],
  ['BMP', '424d'],
]

/** First bytes of a file, 4 KiB at most. */
export async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Recognises files that are often uploaded instead of a video.
 * @throws RefusedError that names the kind of file
 */
export function refuseKnownNonVideo(head: Buffer): void {
  if (head.length === 0) throw new RefusedError('empty-file', 'The file is empty (0 bytes). Copy or upload it again.')
  const text = head.toString('utf8')
  if (isLfsPointer(text)) {
    const message =
      'This is a Git LFS pointer, not the video. Run "git lfs pull" where it came from, then import again.'
    throw new RefusedError('git-lfs-pointer', message)
  }
  if (WEB_PAGE.test(text)) {
    const message = 'This is a web page, not a video: the download probably failed. Download the clip again.'
    throw new RefusedError('web-page', message)
  }
  const picture = PICTURES.find(([, magic]) => head.subarray(0, magic.length / 2).toString('hex') === magic)
  if (picture) throw new RefusedError('picture', `This is a ${picture[0]} picture, not a video.`)
  if (isText(head)) throw new RefusedError('text-file', 'This is a text file, not a video.')
}

/** Why no demuxer took a file. */
export async function whyUnreadable(path: string): Promise<RefusedError> {
  const head = await readHead(path)
  if (MP4_FIRST_BOXES.includes(head.toString('latin1', 4, 8))) {
    const message =
      'The MP4 has no readable index (moov): it was cut off while being written or copied. Copy or export it again.'
    return new RefusedError('no-index', message)
  }
  return new RefusedError('not-a-video', 'This is no video file in a known format (MP4, WebM, MKV, MOV, GIF, AVI …).')
}

function isText(head: Buffer): boolean {
  return isUtf8(head) && head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
}
