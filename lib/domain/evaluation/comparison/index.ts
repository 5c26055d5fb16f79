export { type Boundaries, type ClipVerdict, type ComparedClip, Standing, standingOf } from './compared-clip'
export { ComparisonFigures, compareRuns, type LabelComparison } from './run-comparison'
export { CELL, ScoreCell } from './score-cells'
export { tellingFrame } from './telling-frame'
