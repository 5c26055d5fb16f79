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

/** The file cannot become a video; `message` says why and how to mend it, and never names a path of the server. */
export class RefusedError extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'RefusedError'
    this.code = code
  }
}
