import type { WorkspaceAction, WorkspaceState } from '../store'

/** Headings of the help, in its order. */
export const GROUPS = ['answer', 'marks', 'proposals', 'time', 'view', 'screen'] as const
export type Group = (typeof GROUPS)[number]

/** Texts of `labelling` that a button shows as it is. */
type ButtonText =
  | `prefer${'Left' | 'Right'}`
  | `tie${'Good' | 'Bad'}`
  | `${'left' | 'right'}Clean`
  | `step${'Back' | 'Forward'}`
  | `${'previous' | 'next'}Suspect`
  | `loop${'' | 'From' | 'To'}`
  | `zoom${'In' | 'Fit'}`
  | 'slower'
  | 'faster'
  | 'loupe'
  | 'actualSize'
  | 'asItIs'
  | 'undo'

/**
 * One thing that a person can ask of the screen by a key, and perhaps by a button. Key map, help, remapping, repeat and
 * buttons read it here; what the help says of it is the text `labelling.command.<id>`.
 */
export type CommandRecord = {
  id: string
  group: Group
  /** Its usual keys, as `keyName` writes them. */
  keys: readonly string[]
  /** Goes on while its key is held; everything else is done once, so that a held Enter never answers the next pair. */
  repeats?: true
  /** Changes the answer: a screen that only shows one has no use for it. */
  edits?: true
  /** Its keys come in pairs: with Shift it goes ten times as far. */
  far?: true
  /** Its key cannot be changed. */
  fixed?: true
  /** Its name on a button. */
  label?: ButtonText
  /** Whether it would do something now: its button is grey without, its key says why. */
  when?: (state: WorkspaceState) => boolean
  /** The action it means in this state; null leaves the key alone. Null in its place: only the screen around can do it. */
  run: ((state: WorkspaceState, press: { far: boolean }) => WorkspaceAction | null) | null
}
