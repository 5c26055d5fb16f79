/** Only a variable of this name may leave the worker as a server's key. */
const KEY_PREFIX = 'FRAMEJURY_KEY_'

/**
 * Why a variable of the worker's environment cannot be a server's key, or null: whoever writes a `model.json` chooses the
 * server too, and may be sent nothing that was not meant for one.
 * Source: docs/spec/proposals.md [PP14]
 */
export function serverKeyProblem(name: string): string | null {
  if (name.startsWith(KEY_PREFIX) && name.length > KEY_PREFIX.length) return null
  return (
    `model.json names ${name} for the server's key, but only a variable that begins with ${KEY_PREFIX} is sent to a server. ` +
    `Give the worker the key as ${KEY_PREFIX}${name.replace(/_?(API_?)?KEY$/, '') || 'SERVER'}, name that as apiKeyEnv, and where the version is registered already raise "version".`
  )
}
