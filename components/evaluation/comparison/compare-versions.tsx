'use client'

import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { Button, Menu, MenuLabel, MenuLink } from '@/components/ui'
import type { ComparableRun } from '@/lib/contracts/http/comparison'
import type { ModelDetail } from '@/lib/contracts/http/proposals'
import { comparisonQuery } from './comparison-choice'
import { useComparableRuns } from './use-comparison'

/** The newest of each other version; the list comes newest first. */
function newestOfEach(runs: readonly ComparableRun[], modelId: string): ComparableRun[] {
  const seen = new Set([modelId])
  return runs.filter(({ model: { id } }) => {
    const isNew = !seen.has(id)
    seen.add(id)
    return isNew
  })
}

/** Leads from a version to its newest run beside that of another one. Source: docs/spec/run-comparison.md [RC11] */
export function CompareVersions({ model: { id, newestRunId } }: { model: ModelDetail }) {
  const t = useTranslations('comparison')
  const { slug } = useProject()
  const runs = useComparableRuns(newestRunId)
  if (newestRunId === null || !runs.data) return null
  const others = newestOfEach(runs.data.items, id)
  return (
    <Menu trigger={<Button>{t('compareVersion')} …</Button>} align="end">
      <MenuLabel>{others.length > 0 ? t('compareVersion') : t('compareNone')}</MenuLabel>
      {others.map((run) => (
        <MenuLink key={run.id} href={`/p/${slug}/runs/compare${comparisonQuery({ a: run.id, b: newestRunId })}`}>
          {t('versionShared', { model: run.model.name, version: run.model.version, count: run.shared })}
        </MenuLink>
      ))}
    </Menu>
  )
}
