import type { Context } from '@/lib/platform/context'

/** What a process that is killed leaves behind: every effect up to a point, and none after it. */
export class KilledError extends Error {}

const EFFECTS = new Set(['$transaction', 'importItem', 'video', 'frameScore', 'runVideo', 'adopt', 'write', 'remove'])

/**
 * A context that dies at its n-th use of the database or the storage, counted from 1, and at every one after it.
 * @returns the context, and how often it was used
 */
export function dyingContext(ctx: Context, dieAt: number): { ctx: Context; uses: () => number } {
  let uses = 0
  function watch<Part extends object>(part: Part): Part {
    return new Proxy(part, {
      get(target, name) {
        if (EFFECTS.has(String(name))) {
          uses += 1
          if (uses >= dieAt) throw new KilledError(`killed at use ${uses}`)
        }
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  return { ctx: { ...ctx, db: watch(ctx.db), storage: watch(ctx.storage) }, uses: () => uses }
}
