import type { RunTitle } from '@/lib/contracts/http/proposals'

const WHEN: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'medium' }
/** Letters of a name that an axis of the picture has room for. */
const MOST_LETTERS = 34

/** When a run was started, to the second: several are often started in one minute. */
export function startedAt({ createdAt }: Pick<RunTitle, 'createdAt'>, timeZone?: string): string {
  return new Intl.DateTimeFormat('en', { ...WHEN, ...(timeZone ? { timeZone } : {}) }).format(new Date(createdAt))
}

/** Model and version, cut in the middle where an axis has no room: versions differ at their ends. */
export function axisName({ model: { name, version } }: Pick<RunTitle, 'model'>): string {
  const full = `${name} ${version}`
  if (full.length <= MOST_LETTERS) return full
  const half = (MOST_LETTERS - 1) / 2
  return `${full.slice(0, Math.ceil(half))}…${full.slice(-Math.floor(half))}`
}
