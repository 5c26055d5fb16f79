/** One finding. A problem keeps Framejury from running here; a note is worth knowing. */
export type Check = {
  area: 'node' | 'inference' | 'decoding' | 'models' | 'database' | 'storage' | 'browser'
  name: string
  state: 'ok' | 'note' | 'problem'
  text: string
  /** How to mend it. */
  mend?: string
}

/** The finding of a check that itself failed. */
export function broken(area: Check['area'], name: string, error: unknown): Check {
  return { area, name, state: 'problem', text: error instanceof Error ? error.message : String(error) }
}
