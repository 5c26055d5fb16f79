/**
 * One text per value, for hashing: object keys in code-unit order, no white space, members that are `undefined` left
 * out, numbers and strings as JSON writes them (as RFC 8785, for the values that JSON can represent).
 * @throws TypeError on anything JSON would change silently: NaN, infinities, bigint, functions, symbols, dates, maps,
 * holes
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (isPlainObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    members.sort(([left], [right]) => (left < right ? -1 : 1))
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
  }
  throw new TypeError(`canonicalJson cannot write ${String(value)}; pass plain JSON values only`)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92

/** The place after a string that begins at `start`, which is its first quote. */
function afterString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1
    while (text.charCodeAt(before) === BACKSLASH) before -= 1
    if ((at - before) % 2 === 1) return at + 1
  }
  return text.length
}

/**
 * The nesting depth of a JSON text and an upper bound of its number of values, without parsing it: a megabyte takes
 * milliseconds. It does not check that the text is JSON.
 */
export function jsonShape(text: string): { depth: number; values: number } {
  let depth = 0
  let deepest = 0
  let values = 1
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = afterString(text, at) - 1
    else if (code === COMMA) values += 1
    else if (code === 91 || code === 123) {
      depth += 1
      values += 1
      if (depth > deepest) deepest = depth
    } else if (code === 93 || code === 125) depth -= 1
  }
  return { depth: deepest, values }
}
