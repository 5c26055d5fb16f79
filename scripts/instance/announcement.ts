import type { SignIns } from './demo'

type Start = {
  url: string
  seconds: number
  /** Who can reach it, in a sentence; absent where it needs no mention. */
  reach?: string
  /** Sign-ins of a demo that this start made: they are shown this once. */
  newSignIns: SignIns
  /** Whether the data folder has a demo of an earlier start. */
  hasDemo: boolean
  /** Code for the setup page, if there is no account yet. */
  setupCode: string | null
}

export const SIGN_INS_COMMAND = 'npm run -s framejury -- sign-ins'

/** One line per account: role, address, password. */
export function signInLines(signIns: SignIns): string[] {
  const width = Math.max(0, ...signIns.map(({ email }) => email.length))
  return signIns.map(({ role, email, password }) => `  ${role.padEnd(10)} ${email.padEnd(width)}  ${password}`)
}

function waysIn({ url, newSignIns, hasDemo, setupCode }: Start): string[] {
  if (setupCode !== null) {
    return [
      `There is no account yet. Open ${url}/setup within a day and give this code:`,
      `  ${setupCode}`,
      'It works once. While there is no account, each start prints a new one.',
    ]
  }
  if (newSignIns.length > 0) {
    return [...signInLines(newSignIns), `These are shown once; later: ${SIGN_INS_COMMAND}`]
  }
  return hasDemo ? [`Sign-ins of the demo: ${SIGN_INS_COMMAND}`] : []
}

/** What a person reads on the terminal when an instance is ready. */
export function announcement(start: Start): string {
  const first = `Framejury is ready at ${start.url} (${start.seconds.toFixed(1)} s)`
  const reach = start.reach === undefined ? [] : [start.reach]
  return ['', first, ...reach, ...waysIn(start), 'Ctrl-C stops it.', ''].join('\n')
}
