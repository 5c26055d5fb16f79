import { findSpecialTokens } from '@/lib/domain/proposals'
import { parseAssistant } from './assistant-text'
import type { CanonicalFrame, CanonicalPair, FrameGold, ReleaseLabel, Split } from './canonical'
import { scoreBucket } from './pseudo-score'
import { type GrpoRow, RESERVED_COLUMNS, type SftRow, type SwiftMessage } from './rows/ms-swift-rows'

/** Something that would make a release wrong: where it is, what is wrong and how to fix it. */
export type Problem = { code: string; where: string; message: string }

/** Thrown instead of writing a release that its own validator rejects. */
export class ReleaseProblemsError extends Error {
  override name = 'ReleaseProblemsError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const shown = problems.slice(0, 5).map(({ code, where, message }) => `${where}: ${message} (${code})`)
    const rest = problems.length > shown.length ? ` … and ${problems.length - shown.length} more` : ''
    super(`The release has ${problems.length} problem(s). ${shown.join(' ')}${rest}`)
    this.problems = problems
  }
}

/** Boxes smaller than this share of the frame are slips of the hand. */
const MIN_BOX_AREA = 1e-6

/**
 * Remembers what it has seen, so that a release of any size is checked pair by pair.
 * @returns a function from the next pair to its problems
 * Source: docs/spec/export.md [EX24]–[EX27]
 */
export function createPairValidator(labels: readonly ReleaseLabel[]): (pair: CanonicalPair) => Problem[] {
  const pairIds = new Set<string>()
  const splitOf = new Map<string, Split>()
  const order = new Map(labels.map((label, index) => [label.key, { index, spatial: label.spatial }]))
  return (pair) => {
    const where = `pair ${pair.pairId}`
    const problems: Problem[] = []
    const report = (code: string, message: string, at = where) => problems.push({ code, where: at, message })
    if (pairIds.has(pair.pairId)) report('duplicate-pair', 'appears twice; write each pair once')
    pairIds.add(pair.pairId)
    if (pair.kind === 'frame' && pair.frames[0].frameId === pair.frames[1].frameId) {
      report('same-frame', 'both sides show the same frame; a pair needs two')
    }
    if (pair.preference === null && pair.frames.every((frame) => frame.gold === null)) {
      report('empty-pair', 'has neither a preference nor agreed labels; a gate should have dropped it')
    }
    const tokens = findSpecialTokens(pair.promptText)
    if (tokens.length > 0) report('special-token', `the prompt contains ${tokens.join(' ')}; sanitise it`)
    for (const key of [
      `prompt group ${pair.promptGroup}`,
      `video ${pair.videoA.sha256}`,
      `video ${pair.videoB.sha256}`,
    ]) {
      const other = splitOf.get(key)
      if (other && other !== pair.split) {
        report('leak', `${key} is in ${other} and in ${pair.split}; give its prompts one prompt group`)
      }
      splitOf.set(key, pair.split)
    }
    for (const frame of pair.frames) {
      if (frame.gold) problems.push(...goldProblems(frame, frame.gold, order))
    }
    return problems
  }
}

type LabelOrder = ReadonlyMap<string, { index: number; spatial: boolean }>

function goldProblems({ frameId }: CanonicalFrame, gold: FrameGold, order: LabelOrder): Problem[] {
  const problems: Problem[] = []
  const report = (code: string, message: string) => problems.push({ code, where: `frame ${frameId}`, message })
  const indices = gold.labels.map((label) => order.get(label)?.index ?? -1)
  for (const [at, label] of gold.labels.entries()) {
    if (indices[at] === -1) report('unknown-label', `label ${label} is not in the taxonomy version`)
    if (gold.labels.indexOf(label) !== at) report('duplicate-label', `label ${label} comes twice`)
    const drawn = gold.boxes.some((box) => box.label === label)
    if (order.get(label)?.spatial && !drawn) report('missing-box', `label ${label} needs a box and has none`)
  }
  if (indices.some((index, at) => at > 0 && index < (indices[at - 1] ?? -1))) {
    report('label-order', 'labels are not in taxonomy order')
  }
  const [low, high] = scoreBucket(gold.labels.length)
  if (!(gold.pseudoScore >= low && gold.pseudoScore <= high)) {
    report('score-bucket', `score ${gold.pseudoScore} is outside ${low}–${high} for ${gold.labels.length} label(s)`)
  }
  if (Math.round(gold.pseudoScore * 100) / 100 !== gold.pseudoScore) report('score-digits', 'score needs two decimals')
  for (const { label, xyxyNorm } of gold.boxes) {
    const [x1, y1, x2, y2] = xyxyNorm
    if (!gold.labels.includes(label)) report('stray-box', `a box belongs to ${label}, which is not among the labels`)
    const inside = xyxyNorm.every((value) => value >= 0 && value <= 1)
    if (!inside || x1 >= x2 || y1 >= y2 || (x2 - x1) * (y2 - y1) <= MIN_BOX_AREA) {
      report('bad-box', `box ${xyxyNorm.join(' ')} of ${label} is empty or extends beyond the frame`)
    }
  }
  return problems
}

const IMAGE_PLACEHOLDER = '<image>'

/** Checks the two SFT rows of one frame against each other. Source: docs/spec/export.md [EX22] [EX28] */
export function validateSftRows(full: SftRow, masked: SftRow): Problem[] {
  const { report, problems } = collector(`frame ${full.frame_id}`)
  commonProblems(full, report)
  commonProblems(masked, report)
  const [, whole] = full.messages
  const [, think, answer] = masked.messages
  if (full.messages.length !== 2 || whole?.role !== 'assistant')
    report('turns', 'epoch 1 needs a user and an assistant turn')
  if (whole && parseAssistant(whole.content) === null)
    report('assistant-text', 'the text is not exactly think and answer')
  if (masked.messages.length !== 3 || think?.loss !== false || answer?.loss !== true) {
    report('mask', 'epoch 2 needs a reasoning part with loss false and an answer part with loss true')
  }
  if (!think?.content.endsWith('</think>\n')) report('mask', 'the cut must be right after "</think>\\n"')
  if (`${think?.content}${answer?.content}` !== whole?.content)
    report('mask', 'the two parts do not join to the epoch 1 text')
  return problems
}

/** Checks the two GRPO rows of one pair. Source: docs/spec/export.md [EX23] [EX28] */
export function validateGrpoRows([a, b]: readonly [GrpoRow, GrpoRow]): Problem[] {
  const { report, problems } = collector(`pair ${a.pair_id}`)
  for (const row of [a, b]) {
    commonProblems(row, report)
    if (row.messages.some((message) => message.role === 'assistant'))
      report('turns', 'a GRPO row has no assistant turn')
  }
  if (a.side !== 'A' || b.side !== 'B' || a.pair_id !== b.pair_id)
    report('sides', 'rows must be side A, then side B, of one pair')
  if (a.preference !== b.preference) report('sides', 'both rows must have the same preference')
  return problems
}

type Report = (code: string, message: string) => void

function commonProblems(row: { messages: SwiftMessage[]; images: string[] }, report: Report): void {
  const [user] = row.messages
  const text = user?.role === 'user' ? user.content : ''
  const placeholders = text.split(IMAGE_PLACEHOLDER).length - 1
  if (placeholders !== row.images.length || !text.startsWith(IMAGE_PLACEHOLDER)) {
    report('placeholder', `${placeholders} image placeholder(s) for ${row.images.length} image(s)`)
  }
  const tokens = findSpecialTokens(text.replace(IMAGE_PLACEHOLDER, '')).filter((token) => token.includes('|'))
  if (tokens.length > 0) report('special-token', `the user turn contains ${tokens.join(' ')}`)
  for (const path of row.images) {
    if (path.startsWith('/') || path.includes('..') || path.includes('://'))
      report('path', `image path ${path} is not relative`)
  }
  for (const name of Object.keys(row).filter((key) => RESERVED_COLUMNS.some((reserved) => reserved === key))) {
    report('reserved-column', `column ${name} is reserved by ms-swift`)
  }
}

function collector(where: string): { report: Report; problems: Problem[] } {
  const problems: Problem[] = []
  return { problems, report: (code, message) => problems.push({ code, where, message }) }
}
