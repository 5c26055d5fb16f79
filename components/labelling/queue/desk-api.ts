import { client } from '@/components/query'
import type { Owner } from '../save/operation'
import { sendOperation } from '../save/send-operation'
import type { DeskApi } from './desk-options'

/** A claim or a question that nothing answers for so long counts as failed, ms. */
const LIMIT_MS = 20_000

/** What the desk asks of the server. */
export function deskApi({ userId, projectId }: Owner): DeskApi {
  const limited = () => ({ signal: AbortSignal.timeout(LIMIT_MS) })
  return {
    send: sendOperation,
    async claim(exclude) {
      return (await client.labelling.claimNext({ projectId, exclude: [...exclude] }, limited())).assignment
    },
    get: (assignmentId) => client.labelling.getAssignment({ assignmentId }, limited()),
    heartbeat: (lease) => client.labelling.heartbeat(lease, limited()),
    isSamePerson: async () => (await client.accounts.me(undefined, limited())).user.id === userId,
  }
}
