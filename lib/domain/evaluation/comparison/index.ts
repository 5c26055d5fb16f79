export { CommonInputs, commonGround, eitherRun, type Sides } from './common-ground'
export { type Boundaries, type ClipVerdict, type ComparedClip, Standing, standingOf } from './compared-clip'
export {
  isLowerBetter,
  LEAST_DIFFERING,
  leaningOf,
  NEARER_GROUPS,
  type NearerGroup,
  nearerVerdict,
  preferencesNeeded,
  TELLING_DIFFERENCE,
  type Verdict,
} from './nearer-verdict'
export { PairedFigure } from './paired-figure'
export { figuresTurnedRound, PAIRED_NAMES, PairedFigures, type PairedName, pairedFigures } from './paired-figures'
export { rankCorrelation } from './rank-correlation'
export { ComparisonFigures, compareRuns, type LabelComparison } from './run-comparison'
export { CELL, ScoreCell } from './score-cells'
export { tellingFrame } from './telling-frame'
