import { findSpecialTokens } from '@/lib/domain/proposals'
import { parseAssistant } from './assistant-text'
import type { Problem } from './problem'
import { type GrpoRow, RESERVED_COLUMNS, type SftRow, type SwiftMessage } from './rows/ms-swift-rows'

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
  if (!think?.content.endsWith('</think>\n')) report('mask', 'the cut must lie right after "</think>\\n"')
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
  if (a.preference !== b.preference) report('sides', 'both rows must carry the same preference')
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
  if (tokens.length > 0) report('special-token', `the user turn holds ${tokens.join(' ')}`)
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
