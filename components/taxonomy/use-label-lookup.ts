import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { orpc } from '@/components/query'
import { flattenLabels, type TaxonomyLabel } from '@/lib/domain/taxonomy'

/** Labels of the project by key, of the newest version that has the key; empty while loading. */
export function useLabelLookup(projectId: string): ReadonlyMap<string, TaxonomyLabel> {
  const { data } = useQuery({
    ...orpc.taxonomy.listVersions.queryOptions({ input: { projectId } }),
    staleTime: 60_000,
  })
  return useMemo(() => {
    const oldestFirst = [...(data ?? [])].sort((a, b) => a.number - b.number)
    const labels = oldestFirst.flatMap(({ tree }) => flattenLabels(tree))
    return new Map(labels.map((label) => [label.key, label]))
  }, [data])
}
