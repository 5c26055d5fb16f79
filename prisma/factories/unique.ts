import { randomBytes } from 'node:crypto'

/** A suffix no other row has, for names that must be unique. */
export function unique(): string {
  return randomBytes(6).toString('hex')
}
