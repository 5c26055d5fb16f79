import type { ByteRange } from '@/lib/platform/storage'

/**
 * One byte range of RFC 9110 §14.1.2; several ranges, or none, mean the whole.
 * @param size bytes of the whole
 */
export function parseRange(header: string | null, size: number): ByteRange | null | 'unsatisfiable' {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/)
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  if (first === '') {
    const suffix = Math.min(size, Number(last))
    return suffix === 0 ? 'unsatisfiable' : { start: size - suffix, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(size - 1, Number(last))
  if (start >= size) return 'unsatisfiable'
  return end < start ? null : { start, end }
}

/** Whether If-None-Match names this entity tag: weak comparison, RFC 9110 §13.1.2. */
export function namesEtag(header: string | null, etag: string): boolean {
  if (!header) return false
  if (header.trim() === '*') return true
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag)
}

/** Whether a Range counts beside this If-Range: strong comparison, RFC 9110 §13.1.5; media has no date to compare with. */
export function rangeApplies(ifRange: string | null, etag: string): boolean {
  return ifRange === null || ifRange.trim() === etag
}
