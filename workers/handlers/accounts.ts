import { sweepAccounts } from '@/lib/services/accounts'
import { type Handler, jobContext } from '@/workers/context'

/** Strangers make counters of tries without ever signing in, so cleaning only at sign-ins would not be enough. */
export const sweepAccountsHandler: Handler<Record<string, never>> = async ({ worker }) => {
  const ctx = jobContext(worker, 'accounts.sweep')
  while ((await sweepAccounts(ctx)) > 0);
}
