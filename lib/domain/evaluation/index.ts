export {
  type AnchoredAnswer,
  AnchoringComparison,
  type AnchoringMeasure,
  AnchoringReport,
  anchoringReport,
  LEAST_PAIRS,
} from './anchoring'
export {
  type Calibration,
  calibrateThresholds,
  type LabelledScore,
  LEAST_FRAMES_OF_A_KIND,
} from './calibrate-thresholds'
export { CalibrationBin } from './calibration'
export { commonGround, eitherRun, type Sides } from './comparison/common-ground'
export {
  type Boundaries,
  type ClipVerdict,
  type ComparedClip,
  Standing,
  standingOf,
  tellingFrame,
} from './comparison/compared-clip'
export { ComparisonFigure } from './comparison/comparison-figure'
export {
  COMPARISON_NAMES,
  ComparisonFigures,
  type ComparisonName,
  comparisonFigures,
  figuresTurnedRound,
} from './comparison/comparison-figures'
export {
  COMPARISON_GROUPS,
  type ComparisonGroup,
  comparisonVerdict,
  isLowerBetter,
  LEAST_DIFFERING,
  leaningOf,
  preferencesNeeded,
  TELLING_DIFFERENCE,
  type Verdict,
} from './comparison/comparison-verdict'
export { rankCorrelation } from './comparison/rank-correlation'
export { CELL, compareRuns, type LabelComparison, RunDifferences, ScoreCell } from './comparison/run-differences'
export { Confusion } from './confusion'
export { Figure } from './figure'
export {
  frameThatSpeaks,
  type ModelClips,
  pairScores,
  type ScoredClip,
  type ScoredClipFrame,
  type ScoredSides,
} from './model-clips'
export { ModelFigures, modelFigures, trendOf } from './model-figures'
export { peopleTruth } from './people-truth'
export { PlantedClip, type PlantedPair, plantedTruth } from './planted-truth'
export { DEFAULT_THETA, preferenceLogLikelihood } from './preference'
export { ENOUGH_PAIRS, isFlattering, PreferenceFigures } from './preference-figures'
export { ClassFigures, RecognitionFigures } from './recognition-figures'
export {
  type BenchReport,
  BenchRow,
  type BttReportRow,
  BttRow,
  benchColumns,
  benchReport,
  bttColumns,
  bttReport,
} from './score-reports'
export { comparisonMachine, EvaluationState, evaluationMachine } from './states'
export {
  accuracyWithoutTies,
  type ScoredPair,
  type TieAccuracy,
  tieAccuracyExact,
  tieAccuracyVideoalign,
} from './tie-accuracy'
export { EvaluationTruth, type Truth } from './truth'
