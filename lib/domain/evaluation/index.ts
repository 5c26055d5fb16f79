export {
  type AnchoredAnswer,
  AnchoringComparison,
  type AnchoringMeasure,
  AnchoringReport,
  anchoringReport,
  LEAST_PAIRS,
} from './anchoring'
export { type BenchReport, BenchRow, benchColumns, benchReport } from './bench-report'
export { type BttReportRow, BttRow, bttColumns, bttReport } from './btt-report'
export {
  type Calibration,
  calibrateThresholds,
  type LabelledScore,
  LEAST_FRAMES_OF_A_KIND,
} from './calibrate-thresholds'
export { CalibrationBin } from './calibration'
export {
  type Boundaries,
  CELL,
  type ClipVerdict,
  COMPARISON_GROUPS,
  COMPARISON_NAMES,
  type ComparedClip,
  ComparisonFigure,
  ComparisonFigures,
  type ComparisonGroup,
  type ComparisonName,
  commonGround,
  compareRuns,
  comparisonFigures,
  comparisonVerdict,
  eitherRun,
  figuresTurnedRound,
  isLowerBetter,
  type LabelComparison,
  LEAST_DIFFERING,
  leaningOf,
  preferencesNeeded,
  RunDifferences,
  rankCorrelation,
  ScoreCell,
  type Sides,
  Standing,
  standingOf,
  TELLING_DIFFERENCE,
  tellingFrame,
  type Verdict,
} from './comparison'
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
export { ModelFigures, modelFigures } from './model-figures'
export { peopleTruth } from './people-truth'
export { PlantedClip, type PlantedPair, plantedTruth } from './planted-truth'
export { DEFAULT_THETA, preferenceLogLikelihood } from './preference'
export { ENOUGH_PAIRS, isFlattering, PreferenceFigures } from './preference-figures'
export { ClassFigures, RecognitionFigures } from './recognition-figures'
export { comparisonMachine, EvaluationState, evaluationMachine } from './states'
export {
  accuracyWithoutTies,
  type ScoredPair,
  type TieAccuracy,
  tieAccuracyExact,
  tieAccuracyVideoalign,
} from './tie-accuracy'
export { trendOf } from './trend'
export { EvaluationTruth, type Truth } from './truth'
