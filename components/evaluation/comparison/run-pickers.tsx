'use client'

import { useTranslations } from 'use-intl'
import { Button, SelectField } from '@/components/ui'
import type { ComparableRun } from '@/lib/contracts/http/comparison'
import type { RunTitle } from '@/lib/contracts/http/proposals'
import styles from './comparison.module.css'
import type { ComparisonChoice } from './comparison-choice'
import { startedAt } from './run-names'
import { useComparableRuns, useRuns } from './use-comparison'

function useRunNames() {
  const t = useTranslations('comparison')
  const states = useTranslations('proposals.states')
  const nameOf = (run: RunTitle) =>
    t('runName', {
      model: run.model.name,
      version: run.model.version,
      when: startedAt(run),
      state: states(run.state),
    })
  return { nameOf, sharedOf: (run: ComparableRun) => t('runShared', { run: nameOf(run), count: run.shared }) }
}

type PickersProps = {
  choice: ComparisonChoice
  /** Both runs as compared, so that a list can name one it does not offer. */
  known: readonly RunTitle[]
  onChoose: (runs: Pick<ComparisonChoice, 'a' | 'b'>) => void
}

/** Which run is held against which. */
export function RunPickers({ choice: { a, b }, known, onChoose }: PickersProps) {
  const t = useTranslations('comparison')
  const { nameOf, sharedOf } = useRunNames()
  const runs = useRuns().data?.items ?? []
  const comparable = useComparableRuns(a)
  const others = comparable.data?.items ?? []
  const left = [...runs, ...known.filter((run) => run.id === a && !runs.some(({ id }) => id === a))]
  const unlisted = known.find((run) => run.id === b && !others.some(({ id }) => id === b))
  return (
    <div className={styles.pickers}>
      <SelectField
        label={t('a')}
        value={a ?? ''}
        onChange={({ target: { value } }) => onChoose({ a: value || null, b: value === b ? null : b })}
      >
        <option value="">{t('choose')}</option>
        {left.map((run) => (
          <option key={run.id} value={run.id}>
            {nameOf(run)}
          </option>
        ))}
      </SelectField>
      <Button
        aria-label={t('swap')}
        title={t('swap')}
        disabled={!a || !b}
        className={styles.swap}
        onClick={() => onChoose({ a: b, b: a })}
      >
        ⇄
      </Button>
      <SelectField
        label={t('b')}
        value={b ?? ''}
        disabled={!a}
        onChange={({ target: { value } }) => onChoose({ a, b: value || null })}
      >
        <option value="">{t('choose')}</option>
        {unlisted ? <option value={unlisted.id}>{nameOf(unlisted)}</option> : null}
        {others.map((run) => (
          <option key={run.id} value={run.id}>
            {sharedOf(run)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
