export { cancelRun } from './cancel-run'
export { createRun } from './create-run'
export { RUN_PARTS, type RunRow, toRunTitle } from './internal'
export { type ModelFolder, ModelFolderError, readModelFolder } from './model-folder'
export { getModel, listModels } from './read-models'
export { getRun, listRuns, listRunVideos } from './read-runs'
export { type ModelPlace, modelPlaceOf, registerModel } from './register-model'
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
export { IS_SHOWN, SHOWN_LAST_FIRST, showingAt, showRun } from './show-run'
export { frameAnswersOf, manifestOf, thresholdsOf } from './stored'
export { thinScores } from './thin-scores'
export { tryModel } from './try-model'
