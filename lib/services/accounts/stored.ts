import { KeyBindings, ProjectSettings } from '@/lib/domain/accounts'
import { parseStored } from '@/lib/platform/stored'

/** A project made before a setting was thought of has its default. @throws StoredDataError */
export function settingsOf({ id, settings }: { id: string; settings: unknown }): ProjectSettings {
  return parseStored(ProjectSettings, settings ?? {}, 'Project.settings', id)
}

/** A person who never changed their keys has none stored. @throws StoredDataError */
export function keyBindingsOf({ id, keyBindings }: { id: string; keyBindings: unknown }): KeyBindings {
  return parseStored(KeyBindings, keyBindings ?? {}, 'User.keyBindings', id)
}
