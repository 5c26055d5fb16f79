/** What is said of a frame, by people or by a model. Distortion and labels are given apart: a low score may come without a label. */
export type FrameJudgement = { isDistorted: boolean; labels: readonly string[] }
export type JudgedFrame = { human: FrameJudgement; model: FrameJudgement }

/** Shares are 0–1, null where the denominator is 0. `support`: frames of which the human says it. */
export type ClassScores = { precision: number | null; recall: number | null; f1: number | null; support: number }

export type DistortionRecognition = {
  frames: number
  distorted: ClassScores
  normal: ClassScores
  /** In the order of the label keys asked for. */
  perLabel: ({ label: string } & ClassScores)[]
}

/**
 * How well a model finds distorted frames, normal frames, and each label.
 * @param labels label keys in taxonomy order
 * Source: docs/spec/tie-accuracy.md [TA7] [TA8]
 */
export function distortionRecognition(
  frames: readonly JudgedFrame[],
  labels: readonly string[],
): DistortionRecognition {
  return {
    frames: frames.length,
    distorted: classScores(frames, ({ isDistorted }) => isDistorted),
    normal: classScores(frames, ({ isDistorted }) => !isDistorted),
    perLabel: labels.map((label) => ({ label, ...classScores(frames, (said) => said.labels.includes(label)) })),
  }
}

function classScores(frames: readonly JudgedFrame[], says: (judgement: FrameJudgement) => boolean): ClassScores {
  let both = 0
  let support = 0
  let predicted = 0
  for (const { human, model } of frames) {
    const inTruth = says(human)
    const inModel = says(model)
    if (inTruth) support += 1
    if (inModel) predicted += 1
    if (inTruth && inModel) both += 1
  }
  return {
    precision: ratio(both, predicted),
    recall: ratio(both, support),
    f1: ratio(2 * both, predicted + support),
    support,
  }
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator
}
