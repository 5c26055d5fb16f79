import { z } from 'zod'
import { invalid } from '@/lib/platform/errors'

type ClipCursor = { key: number; videoId: string }

/** The last row of a page: its key, infinite where it has none, and its clip. */
export function clipCursorOf({ key, videoId }: ClipCursor): string {
  return Buffer.from(`${key}|${videoId}`).toString('base64url')
}

/** @throws AppError invalid for a cursor that is not ours */
export function parseClipCursor(text: string): ClipCursor {
  const [key = '', videoId = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|')
  if (key === '' || Number.isNaN(Number(key)) || !z.uuid().safeParse(videoId).success) {
    throw invalid('cursor', 'This cursor is not valid; send nextCursor of the previous page unchanged.')
  }
  return { key: Number(key), videoId }
}
