/** What a benchmark found: a value against its limit, and whatever else is worth reading. */
export type Measured = {
  value: number
  unit: string
  limit: number | Readonly<Record<string, number>>
  ok: boolean
  [fact: string]: unknown
}

/** Has something closed at the end, after what was opened later, also when the measuring fails. */
type AtEnd = (close: () => unknown) => void

/** Progress goes to stderr: stdout ends with the one line of figures. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/**
 * The head of every benchmark: measures, closes what was opened, and prints one line of JSON.
 * The process ends with 1 where the limit is missed or the measuring fails, also when something still holds it open.
 * @param name that of its file
 */
export async function bench(name: string, measure: (atEnd: AtEnd) => Promise<Measured>): Promise<never> {
  const closing: (() => unknown)[] = []
  try {
    const measured = await measure((close) => closing.push(close))
    console.log(JSON.stringify({ name, ...measured }))
    process.exitCode = measured.ok ? 0 : 1
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  } finally {
    for (const close of closing.reverse()) await close()
  }
  process.exit()
}
