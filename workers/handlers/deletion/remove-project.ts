import { type RemoveProject, removeProject } from '@/lib/services/deletion'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

export const removeProjectHandler: Handler<RemoveProject> = ({ worker, payload, signal }) =>
  removeProject({ ctx: jobContext(worker, 'deletion.project'), input: payload, signal })
