export { cancelRun } from './cancel-run'
export { createRun } from './create-run'
export { getModel } from './get-model'
export { getRun } from './get-run'
export { RUN_PARTS, type RunRow, toRunTitle } from './internal'
export { listModels } from './list-models'
export { listRunVideos } from './list-run-videos'
export { listRuns } from './list-runs'
export { type ModelFolder, ModelFolderError, readModelFolder } from './model-folder'
export { type ModelPlace, modelPlaceOf } from './model-location'
export { registerModel } from './register-model'
export { retryRun } from './retry-run'
export { dropClips, withdrawRuns } from './run-progress'
export {
  failRun,
  failRunVideo,
  type OpenScoringEngine,
  type RegisteredModel,
  type ScoringEngine,
  scoreVideo,
  UnansweredFrameError,
} from './score-video'
export { showRun } from './show-run'
export { IS_SHOWN, SHOWN_LAST_FIRST, showingAt } from './shown-runs'
export { frameAnswersOf, manifestOf, thresholdsOf } from './stored'
export { thinScores } from './thin-scores'
export { tryModel } from './try-model'
