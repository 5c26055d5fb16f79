import 'server-only'
import { implement } from '@orpc/server'
import { contract } from '@/lib/contracts/http'
import type { Context, Verb } from '@/lib/platform/context'

export const api = implement(contract).$context<{ ctx: Context }>()

/** Hands the request's context and parsed input to a verb: the whole of a handler. */
export function call<Input, Output>(verb: (call: Verb<Input>) => Promise<Output>) {
  return ({ context, input }: { context: { ctx: Context }; input: Input }): Promise<Output> =>
    verb({ ctx: context.ctx, input })
}
