/** Around the pair on screen: the queue, saving, other tabs, signing in again. */
export const labellingQueue = {
  loading: 'Fetching the next pair',
  answered: '{count} answered',
  left: '{count} to go',
  preparingTitle: 'Clips are being prepared',
  preparingHint:
    'After an update the server makes the copies that browsers are given. {count, plural, one {One clip waits} other {# clips wait}} for that; their pairs come as soon as they are ready.',
  emptyTitle: 'Nothing to label right now',
  emptyHint: 'New pairs appear when an admin makes tasks, or when a reviewer sends one back to you.',
  lookAgain: 'Look again',
  overview: 'Back to the project',
  failedTitle: 'The next pair could not be fetched',
  offlineTitle: 'Offline',
  offlineText:
    '{count, plural, =0 {Nothing waits to be sent.} one {# answer waits on this computer and is sent when the connection is back.} other {# answers wait on this computer and are sent when the connection is back.}} The next pair comes by itself then.',
  offlineBadge:
    '{count, plural, =0 {Offline, kept here} one {Offline · # answer waits here} other {Offline · # answers wait here}}',
  fullBadge:
    '{count, plural, =0 {Server disk full, kept here} one {Server disk full · # answer waits here} other {Server disk full · # answers wait here}}',

  submitted: 'Submitted.',
  submittedAloud: 'Submitted. Shift U takes it back.',
  takeBack: 'Take back',
  takeBackLast: 'Take back the last answer',
  takingBack: 'Taking the answer back …',
  tooLate: 'Too late to take it back: the answer stands.',

  submitFailed: 'An answer was not accepted: {reason}',
  submitKept: 'It is kept as a draft of its pair, which comes back to you.',
  submitHere: 'It is kept on this computer.',
  sendAgain: 'Send it again',
  discard: 'Discard it',

  submitFirst: 'Submit first answer',
  firstWaitingTitle: 'Offline: the proposals are not shown yet',
  firstWaitingText:
    'Your first answer waits on this computer. It is sent when the connection is back, and the proposals appear then. If you submit once more, what you have now is your answer, without the proposals.',
  revealedTitle: 'Your first answer is stored',
  revealedText: 'The model’s proposals are shown now. Change what you like, then submit.',

  returned: 'Sent back by a reviewer',
  leaseLostTitle: 'This pair is no longer yours',
  leaseLostText:
    'The time to answer it ran out and someone else has it. What you had is kept as your draft on the server.',
  answeredElsewhereText: 'You have answered it in another tab or on another computer.',
  nextPair: 'Take the next pair',

  conflictTitle: 'This pair was changed elsewhere',
  conflictText: 'Another tab or computer went on with it. Nothing is overwritten until you choose.',
  conflictHere: 'Here',
  conflictThere: 'There',
  conflictSummary: '{summary}, changed at {time}',
  conflictUnknown: 'not known while the server is out of reach',
  noPreference: 'no preference',
  oneSideBetter: 'one clip better',
  withComment: '“{comment}”',
  keepMine: 'Keep what is on this screen',
  takeTheirs: 'Take the newer draft',

  notKeptTitle: 'This browser keeps nothing on this computer',
  notKeptText:
    'A private window or a full disk: your work goes to the server within a second, but is lost if the connection drops and this tab closes.',
  othersTitle:
    '{count, plural, one {# answer} other {# answers}} of {name} {count, plural, one {waits} other {wait}} on this computer',
  othersText: 'They are sent when {name} signs in here and opens the labelling screen.',

  tabTitle: 'You label this project in another tab',
  tabText: 'Only one tab at a time can label, so that none overwrites the other.',
  tabTookTitle: 'You label in another tab now',
  tabTookText: 'What was unsent here has gone over to it. Nothing is written from this tab any more.',
  labelHere: 'Label here instead',
  leaveThere: 'Leave it there',

  signedOut:
    '{count, plural, =0 {Signed out, kept here} one {Signed out · # answer waits here} other {Signed out · # answers wait here}}',
  signInNow: 'Sign in',
  signInTitle: 'Your session has ended',
  signInText:
    'Sign in again to go on where you are. {count, plural, =0 {Your draft is kept.} one {# answer and your draft are kept on this computer.} other {# answers and your draft are kept on this computer.}}',
}
