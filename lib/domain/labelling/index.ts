export {
  Answer,
  CleanVerdict,
  EMPTY_ANSWER,
  Mark,
  type Outcome,
  OutcomeKind,
  Preference,
  ProposalDecision,
  SIDES,
  Side,
  Strength,
  toOutcome,
} from './answer'
export { ANSWER_LIMITS, type AnswerPart, isOnScreen, SentAnswer, SentScreenAnswer, tooMuchOf } from './answer-limits'
export { type AnswerHint, answerHint, answerProblems } from './answer-problems'
export {
  type AnswerLabel,
  type AnswerProblem,
  type AnswerSide,
  type AnswerTask,
  Asks,
  asksAttribution,
  asksPreference,
} from './answer-task'
export { Arm, type ArmFacts, armOf, armShares, drawHidden, drawHoldout, drawPlace, visibleArm } from './arm'
export {
  AnnotationKind,
  AnswerScope,
  CountedAnswer,
  CountedMark,
  CountedVerdict,
  type DissentingAnswer,
  dissentOf,
} from './counted-answer'
export { type ProposalOutcome, proposalOutcomes, type ShownProposal } from './proposal-outcomes'
export { type QueueFacts, RETURN_LEASE_DAYS, renewedLease, returnLease, taskPriority } from './queue'
export { mayReview, type ReviewRequest, ReviewVerdict, reviewProblem } from './review'
export {
  EMPTY_SCREEN_ANSWER,
  NO_SCREEN_WORK,
  otherScreenSide,
  SCREEN_SIDES,
  ScreenAnswer,
  ScreenDecision,
  ScreenMark,
  ScreenPreference,
  ScreenSeen,
  ScreenSide,
  ScreenVerdict,
  ScreenWork,
  SentWork,
} from './screen-answer'
export {
  chooseLeftSide,
  offScreen,
  onScreen,
  type ProposalNames,
  type SideCounts,
  toCanonicalAnswer,
  toCanonicalSide,
  toCanonicalWork,
  toScreenAnswer,
  toScreenPreference,
  toScreenSide,
  toScreenWork,
} from './screen-sides'
export { AssignmentState, assignmentMachine, TaskState, taskMachine } from './states'
export { interpolateTrack, keyframesOf, rebuildTrack, type TrackParts, trackBoxBetween, trackBoxes } from './tracks'
export {
  type ScoreThresholds,
  suspectFrames,
  verdictOfScore,
  type WatchedSide,
  type WatchTask,
  watchProblems,
} from './watched'
export { NO_WORK, Phase, PhaseMs, Seen, SeenRanges, Work } from './work'
