import path from 'node:path'
import { InvalidArgumentError } from 'commander'

const QUIET_MS = 5_000

/** Prints the progress of long work: on a terminal in one line that changes, elsewhere from time to time. */
export function progress(): { tell: (line: string) => void; end: () => void } {
  const isTerminal = process.stderr.isTTY
  let toldAt = Date.now()
  return {
    tell(line) {
      if (isTerminal) process.stderr.write(`\r\u001b[2K${line}`)
      else if (Date.now() - toldAt > QUIET_MS) {
        console.error(line)
        toldAt = Date.now()
      }
    },
    end() {
      if (isTerminal) process.stderr.write('\r\u001b[2K')
    },
  }
}

/** For options that take one of a few words. */
export function oneOf<Value extends string>(values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const found = values.find((value) => value === text)
    if (!found) throw new InvalidArgumentError(`Choose one of ${values.join(', ')}.`)
    return found
  }
}

/** Writes one value as one line of JSON to stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** A path as the caller meant it: npm runs scripts in the repository, wherever it was called. */
export function callerPath(given: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), given)
}
