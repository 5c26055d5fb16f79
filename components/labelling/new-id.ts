import { v4 } from 'uuid'

/** An id made here, so that edits and replays name the same thing. Works without a secure context, unlike crypto.randomUUID. */
export function newId(): string {
  return v4()
}
