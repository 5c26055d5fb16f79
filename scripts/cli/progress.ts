const QUIET_MS = 5_000

/** Says how far a long work is: on a terminal in one line that changes, elsewhere now and then. */
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
