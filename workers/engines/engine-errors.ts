/** The model gave an answer that cannot be right (not a number, a wrong shape). */
export class EngineAnswerError extends Error {
  override readonly name = 'EngineAnswerError'
}

/** The engine's process died or hung during a clip; the cause may be the engine or the decoder. */
export class EngineProcessError extends Error {
  override readonly name: string = 'EngineProcessError'
}

/** The engine's process did not start; no clip is the cause. */
export class EngineStartError extends EngineProcessError {
  override readonly name = 'EngineStartError'
}

/** The clip could not be decoded or scored; the engine's process lives on. */
export class ClipScoringError extends Error {
  override readonly name = 'ClipScoringError'
  /** `clip`: it could not be decoded; `engine`: the model, or its server, gave no answer that can be used. */
  readonly fault: 'clip' | 'engine'

  constructor(message: string, fault: 'clip' | 'engine') {
    super(message)
    this.fault = fault
  }
}

/** First line of whatever was thrown, without a trailing stop. */
export function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return (text.trim().split('\n')[0] ?? '').replace(/[.\s]+$/, '')
}
