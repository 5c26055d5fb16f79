import { Prefetched } from '@/app/_server/prefetched'
import { requireProject } from '@/app/_server/require-user'
import { OverviewScreen } from '@/components/accounts'
import { orpc } from '@/components/query'
import { roleCan } from '@/lib/domain/accounts'
import { projectOverview, queueStatus } from '@/lib/services/labelling'

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { ctx, project } = await requireProject((await params).slug)
  const input = { projectId: project.id }
  const first = roleCan(project.role, 'tasks.read')
    ? {
        queryKey: orpc.accounts.projectOverview.queryKey({ input }),
        queryFn: () => projectOverview({ ctx, input }),
      }
    : { queryKey: orpc.labelling.queueStatus.queryKey({ input }), queryFn: () => queueStatus({ ctx, input }) }
  return (
    <Prefetched queries={[first]}>
      <OverviewScreen />
    </Prefetched>
  )
}
