/** The page of a model version: how well it agrees with people, and whether people follow it. */
export const evaluation = {
  back: 'Runs and models',
  note: 'registered {when}',
  facts: '{engine} · distorted below {score} · {labels, plural, one {# label} other {# labels}}',
  evaluate: 'Evaluate now',
  evaluating: 'Being computed …',
  same: 'Nothing has changed since; these are the figures',
  queued: 'The worker computes the figures; they appear here',
  failed: 'The last evaluation failed: {error}',
  measuredAgainst: 'Measured against',
  plantedScope: 'synthetic demo clips',
  states: { none: 'not evaluated', queued: 'being computed', done: 'computed', failed: 'failed' },
  stateFigures: 'distorted F1 {f1}, n = {n, number}',
  automatic: 'automatic, when a run ended',
  truths: { people: 'people', planted: 'planted truth' },
  scopes: { all: 'all answers', hidden: 'given without proposals', holdout: 'held-out tasks only' },
  emptyTitle: 'Not evaluated yet',
  emptyPeople:
    'Each finished run is evaluated automatically once people have answered pairs. “Evaluate now” includes newer answers.',
  emptyPlanted: 'The distortions of the synthetic demo clips are known; “Evaluate now” compares the model with them.',
  emptyReader: 'An admin of the project can have it evaluated.',
  computed: 'computed',
  counted:
    '{frames, plural, one {# frame} other {# frames}} of {clips, plural, one {# clip} other {# clips}}, {pairs, plural, one {# pair} other {# pairs}}',
  near: '{count, plural, one {# frame was not sampled; the nearest sampled frame within a quarter of a second is used instead.} other {# frames were not sampled; for each, the nearest sampled frame within a quarter of a second is used instead.}}',
  unscored:
    'Left out: {frames, plural, one {# frame} other {# frames}} and {pairs, plural, one {# pair} other {# pairs}} without a score close enough.',
  undecided:
    'Left out: {frames, plural, one {# frame} other {# frames}} and {pairs, plural, one {# pair} other {# pairs}} that people answered without agreeing.',
  led: '{shown, plural, one {# answer was} other {# answers were}} given with proposals of this version shown, so {shown, plural, one {it is} other {they are}} biased towards it; {elsewhere, plural, =0 {} other {{elsewhere, number} with those of another version or none, }}{hidden, number} with proposals hidden, {holdout, number} of held-out tasks. Choose “given without proposals” to leave the biased ones out.',
  ledByAny:
    '{shown, plural, one {# answer was} other {# answers were}} given to tasks that show proposals, of this version or another; {hidden, number} with proposals hidden, {holdout, number} of held-out tasks. “Evaluate now” counts those that saw this version’s.',
  unled:
    'No answer was given with proposals of this version shown: {elsewhere, plural, =0 {} other {{elsewhere, number} with those of another version or none, }}{hidden, number} with proposals hidden, {holdout, number} to held-out tasks, which are a random sample of the pairs.',
  plantedNote: 'Truth: the distortions drawn into the synthetic clips, on every frame that the model scored.',
  n: 'n = {n, number}',
  undefined: 'not defined',
  nothingToMeasure: 'nothing to measure it on',
  noInterval: 'too few for an interval',
  plot: 'On the scale',

  withTies: 'Accuracy with ties',
  withTiesNote: 'tie up to a difference of {epsilon}',
  withTiesFew:
    'with fewer than {enough, number} pairs this is too high and the interval too narrow, because the tie threshold was chosen on the same pairs',
  withoutTies: 'Accuracy without ties',
  distortedF1: 'Distorted frames F1',
  normalF1: 'Normal frames F1',
  boxesFound: 'True boxes found',
  boxesFoundNote: 'with IoU 0.3 or more; with 0.5 or more: {hit50}',
  meanIou: 'Mean IoU of boxes found',
  meanIouNote: 'over boxes that overlap a true one of their label; missed ones do not count here',
  calibrationError: 'Calibration error',

  recognition: 'F1 by class',
  recognitionNote:
    'F1 per class with its 95 % interval, from a bootstrap over clips. n: frames that truly have the class.',
  class: 'Class',
  distorted: 'Distorted',
  normal: 'Normal',
  f1: 'F1',
  interval: '95 % interval',
  precision: 'Precision',
  recall: 'Recall',
  frames: 'n',

  confusion: 'Confusion matrix',
  confusionNote: 'Rows: truth. Columns: what the model says. The stronger the colour, the larger the share of the row.',
  confusionFrames: 'Frames',
  confusionLabels: 'Labels: each row adds up to the frames that truly have it',
  confusionParts:
    'Where a label is missed and others are said in its place, the frame is shared out evenly over these: one half each for two, so that cells may hold parts of a frame. “none” as a column: missed, nothing else said; as a row: said where nothing was missed.',
  truth: 'True',
  says: 'Model says',
  none: 'none',
  cell: 'true: {row}, model: {column}: {count}',
  frameCells: { hit: 'found', miss: 'missed', falseAlarm: 'false alarm', clean: 'called clean' },

  calibration: 'Calibration',
  calibrationNote:
    'Observed share of distorted frames per predicted probability. The dashed line is perfect calibration; bars count frames.',
  calibrationAxisX: 'Predicted probability of distortion',
  calibrationAxisY: 'Observed share',
  calibrationBin: '{from} – {to} %: {count, plural, =0 {no frame} one {# frame} other {# frames}}',
  calibrationBinSeen:
    '{from} – {to} %: {count, plural, one {# frame} other {# frames}}, predicted {predicted}, observed {observed} ({low} – {high})',
  calibrationSummary: 'Calibration error {error}: the mean difference between predicted and observed.',
  calibrationEmpty: 'No frame to compare.',

  trend: 'Versions of {name}',
  trendNote: 'The newest evaluation of each version against the same truth.',
  version: 'Version',
  thisVersion: 'this one',
  published:
    'For comparison, REACT-Bench reports for REACT itself: accuracy 0.61 with ties and 0.81 without; F1 0.85 distorted, 0.67 normal (other data).',

  anchoring: 'Do its proposals influence people?',
  anchoringNote:
    'Tasks hide proposals at random, so a difference between the arms comes from showing them. Held-out tasks are left out. Intervals come from a bootstrap over pairs.',
  anchoringArms:
    '{shown, plural, one {# answer} other {# answers}} with proposals of this version shown, {hidden, plural, one {# answer} other {# answers}} with them hidden',
  measure: 'Measure',
  measures: {
    labels: 'Labels agree with the proposals (F1)',
    preference: 'Prefers the side it scores higher',
    timeMs: 'Active time of an answer (median)',
  },
  shown: 'Shown',
  hidden: 'Hidden',
  difference: 'Difference',
  conclusion: 'Conclusion',
  tooFew:
    'Too few for a conclusion: {n, plural, =0 {an arm has no pair} one {an arm has # pair} other {an arm has # pairs}}, and {least} are needed in each.',
  conclusions: {
    labels: {
      none: 'No sign that labels follow the proposals.',
      up: 'Labels follow the proposals more where they are shown: anchoring.',
      down: 'Labels agree less with the proposals where they are shown.',
    },
    preference: {
      none: 'No sign that preferences follow the scores.',
      up: 'Preferences follow the scores more where they are shown: anchoring.',
      down: 'Preferences go against the scores where they are shown.',
    },
    timeMs: {
      none: 'No sign that proposals save or cost time.',
      up: 'Answers take longer with proposals.',
      down: 'Proposals save time.',
    },
  },
  pairs: '{n, plural, one {# pair} other {# pairs}}',
  seconds: '{value} s',
}
