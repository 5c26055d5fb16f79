import { v4 } from 'uuid'

/** An id made here, so that edits and replays name the same thing. Works without a secure context, unlike crypto.randomUUID. */
export function newId(): string {
  return v4()
}

const TAIL = 12

/**
 * The id of the `number`-th thing that was made at once with one id from outside, so that reducing stays pure.
 * It differs from that id, and from its siblings', in the last 48 of the 122 random bits.
 */
export function derivedId(id: string, number: number): string {
  const tail = BigInt(`0x${id.slice(-TAIL)}`) ^ BigInt(number)
  return `${id.slice(0, -TAIL)}${tail.toString(16).padStart(TAIL, '0')}`
}
