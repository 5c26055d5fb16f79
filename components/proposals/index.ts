export { ClipHeat } from './clip-heat'
export { RunScreen } from './run-screen'
export { RunsScreen } from './runs-screen'
export { ScoreHistogram } from './score-histogram'
