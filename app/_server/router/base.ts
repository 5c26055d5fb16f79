import 'server-only'
import { implement } from '@orpc/server'
import { contract } from '@/lib/contracts/http'
import { scopeNeedOf } from '@/lib/contracts/http/scopes'
import type { Context, Verb } from '@/lib/platform/context'
import { requireScope } from '../session'

/** Before an operation's input is looked at: a token must have the operation's scope. */
export const api = implement(contract)
  .$context<{ ctx: Context }>()
  .use(({ context, next, path }) => {
    // An operation that the table does not know cannot be called by a token.
    requireScope(context.ctx.actor, scopeNeedOf(path.join('.')) ?? 'session')
    return next()
  })

/** Hands the request's context and parsed input to a verb: the whole of a handler. */
export function call<Input, Output>(verb: (call: Verb<Input>) => Promise<Output>) {
  return ({ context, input }: { context: { ctx: Context }; input: Input }): Promise<Output> =>
    verb({ ctx: context.ctx, input })
}
