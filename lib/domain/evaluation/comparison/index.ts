export { CommonInputs, commonGround, eitherRun, type Sides } from './common-ground'
export { type Boundaries, type ClipVerdict, type ComparedClip, Standing, standingOf } from './compared-clip'
export { ComparisonFigure } from './comparison-figure'
export {
  COMPARISON_NAMES,
  ComparisonFigures,
  type ComparisonName,
  comparisonFigures,
  figuresTurnedRound,
} from './comparison-figures'
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
} from './comparison-verdict'
export { rankCorrelation } from './rank-correlation'
export { compareRuns, type LabelComparison, RunDifferences } from './run-differences'
export { CELL, ScoreCell } from './score-cells'
export { tellingFrame } from './telling-frame'
