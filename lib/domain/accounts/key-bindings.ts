import { z } from 'zod'
import { StorableText } from '@/lib/domain/shared'

const KeyName = StorableText.min(1).max(40)

/** A person's own keys by command of the labelling screen; a command that is not named keeps its usual keys. */
export const KeyBindings = z
  .record(StorableText.min(1).max(40), z.array(KeyName).max(3))
  .refine((bindings) => Object.keys(bindings).length <= 200, 'too many commands')
  .superRefine((bindings, context) => {
    const owners = new Map<string, string>()
    for (const [command, keys] of Object.entries(bindings)) {
      for (const key of keys) {
        const owner = owners.get(key)
        if (owner === undefined) owners.set(key, command)
        else {
          const message = `The key "${key}" is assigned to "${owner}" and to "${command}"; choose another for one of them.`
          context.addIssue({ code: 'custom', path: [command], message })
        }
      }
    }
  })
export type KeyBindings = z.infer<typeof KeyBindings>
