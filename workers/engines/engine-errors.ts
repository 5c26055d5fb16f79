/** The model gave an answer that cannot be right (not a number, a wrong shape). */
export class EngineAnswerError extends Error {
  override readonly name = 'EngineAnswerError'
}

/** The engine's process died, hung or never came up; only the clip at hand is lost. */
export class EngineProcessError extends Error {
  override readonly name = 'EngineProcessError'
}

/** The clip could not be decoded or scored; the engine itself is fine. */
export class ClipScoringError extends Error {
  override readonly name = 'ClipScoringError'
}

/** First line of whatever was thrown, without a trailing stop. */
export function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return (text.trim().split('\n')[0] ?? '').replace(/[.\s]+$/, '')
}
