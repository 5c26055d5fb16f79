import type { WorkspaceState } from '../store'
import { ANSWER_COMMANDS } from './answer-commands'
import type { CommandRecord, Group } from './command'
import { MARK_COMMANDS } from './mark-commands'
import { TIME_COMMANDS } from './time-commands'
import { VIEW_COMMANDS } from './view-commands'

const RECORDS = [...ANSWER_COMMANDS, ...MARK_COMMANDS, ...TIME_COMMANDS, ...VIEW_COMMANDS] as const

type AnyRecord = (typeof RECORDS)[number]
export type CommandId = AnyRecord['id']
/** Commands that only the screen around the workspace can carry out. */
export type ScreenCommandId = Extract<AnyRecord, { run: null }>['id']
export type Command = Omit<CommandRecord, 'id'> & { id: CommandId }

/** Every command of the screen, in the order of the help within each group. */
export const COMMANDS: readonly Command[] = RECORDS

const byId = new Map<string, Command>(COMMANDS.map((command) => [command.id, command]))

/** @returns null for a name that no command has, such as one that an older build knew */
export function findCommand(id: string): Command | null {
  return byId.get(id) ?? null
}

export function commandById(id: CommandId): Command {
  const command = byId.get(id)
  if (!command) throw new Error(`There is no command ${id}.`)
  return command
}

/** The commands that a screen has: without those that edit where nothing can be edited. */
export function commandsIn(group: Group, editable: boolean): readonly Command[] {
  return COMMANDS.filter((command) => command.group === group && (editable || !command.edits))
}

/** Whether a command would do something now; its button is grey otherwise. */
export function isPossible({ edits, when }: Command, state: WorkspaceState): boolean {
  return (!edits || state.setup.editable) && (when?.(state) ?? true)
}
