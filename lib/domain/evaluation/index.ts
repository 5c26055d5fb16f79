export { type BenchReport, BenchRow, benchColumns, benchReport } from './bench-report'
export { type BttReportRow, BttRow, bttColumns, bttReport } from './btt-report'
export {
  type Calibration,
  calibrateThresholds,
  type LabelledScore,
  LEAST_FRAMES_OF_A_KIND,
} from './calibrate-thresholds'
export {
  type ClassScores,
  type DistortionRecognition,
  distortionRecognition,
  type FrameJudgement,
  type JudgedFrame,
} from './distortion-recognition'
export { DEFAULT_THETA, type Preference, preferenceLogLikelihood } from './preference'
export {
  accuracyWithoutTies,
  type ScoredPair,
  type TieAccuracy,
  tieAccuracyExact,
  tieAccuracyVideoalign,
} from './tie-accuracy'
