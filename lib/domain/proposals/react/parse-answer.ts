import { z } from 'zod'

/** What a talking model said of one frame. */
export type ReactAnswer = {
  /** Without its tags; null when the model gave none. */
  reasoning: string | null
  /** Keys of the taxonomy, in its order, each once. */
  labels: string[]
  /** 1–5 as written. */
  score: number
  /** Where the score stands in the text: offset of its first character, and its length. */
  scoreAt: { start: number; length: number }
  /** Offset and length of each named label's key in the text. */
  labelAt: Record<string, { start: number; length: number }>
}

const Body = z.object({ labels: z.array(z.string()), score: z.coerce.number().min(1).max(5) })

/**
 * Reads a model's text, forgiving what models do: a missing tag, a code fence, words around the JSON, unknown labels
 * (left out). Null when there is no usable answer.
 * Source: docs/spec/react-answer.md [RA1]–[RA4]
 */
export function parseReactAnswer(text: string, labels: readonly string[]): ReactAnswer | null {
  const found = lastBody(text)
  if (!found) return null
  const named = new Set(found.body.labels.map(normalised))
  const scoreMatch = /"score"\s*:\s*"?([0-9]+(?:\.[0-9]+)?)/.exec(found.json)
  if (!scoreMatch?.[1]) return null
  const known = labels.filter((key) => named.has(key))
  return {
    reasoning: reasoningOf(text, found.start),
    labels: known,
    score: found.body.score,
    scoreAt: {
      start: found.start + scoreMatch.index + scoreMatch[0].length - scoreMatch[1].length,
      length: scoreMatch[1].length,
    },
    labelAt: Object.fromEntries(
      known.flatMap((key) => {
        const at = found.json.indexOf(`"${key}"`)
        return at < 0 ? [] : [[key, { start: found.start + at + 1, length: key.length }]]
      }),
    ),
  }
}

/** "Extra limbs" and "extra-limbs" mean `extra_limbs`. */
function normalised(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/** The last JSON object that is an answer: models repeat themselves, and the last word counts. */
function lastBody(text: string): { body: z.infer<typeof Body>; json: string; start: number } | null {
  const starts = [...text.matchAll(/\{/g)].map(({ index }) => index).toReversed()
  for (const start of starts) {
    const end = text.indexOf('}', start)
    if (end < 0) continue
    const json = text.slice(start, end + 1)
    const parsed = Body.safeParse(parseJson(json))
    if (parsed.success) return { body: parsed.data, json, start }
  }
  return null
}

function reasoningOf(text: string, answerStart: number): string | null {
  const before = text.slice(0, answerStart)
  const inside = /<think>([\s\S]*?)(?:<\/think>|<answer>|$)/.exec(before)?.[1]
  const words = (inside ?? before.replace(/<\/?(?:think|answer)>/g, '')).replace(/```(?:json)?\s*$/, '').trim()
  return words === '' ? null : words
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
