/** A stretch of a text: offset of its first character, and its length. */
export type Place = { start: number; length: number }

/** A value of a JSON object or list, as written: a string with its quotes. */
type Written = { key: string | null; start: number; text: string }

/** Strings, punctuation, words and numbers; a quote that is never closed is a token on its own. */
const TOKEN = /"(?:[^"\\]|\\.)*"|["{}[\],:]|[^\s"{}[\],:]+/g

/**
 * Offset behind the bracket that closes the one at `start`; brackets inside strings do not count.
 * @returns null when it is never closed
 */
export function endOfJson(text: string, start: number): number | null {
  const tokens = new RegExp(TOKEN)
  tokens.lastIndex = start
  let depth = 0
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    if (token[0] === '"') return null
    depth += depthChange(token[0])
    if (depth === 0) return tokens.lastIndex
  }
  return null
}

/** The direct values of a legal JSON object or list, in order; keys are null in a list. */
export function writtenValues(json: string): Written[] {
  const values: Written[] = []
  let depth = 0
  let key: string | null = null
  let start = -1
  let end = -1
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    depth += depthChange(token)
    const closes = depth === 0 || (depth === 1 && token === ',')
    if (closes && start >= 0) {
      values.push({ key, start, text: json.slice(start, end) })
      start = -1
    } else if (depth === 1 && token === ':') {
      key = JSON.parse(json.slice(start, end))
      start = -1
    } else if (!closes && index > 0) {
      if (start < 0) start = index
      end = index + token.length
    }
  }
  return values
}

function depthChange(token: string): number {
  if (token === '{' || token === '[') return 1
  return token === '}' || token === ']' ? -1 : 0
}
