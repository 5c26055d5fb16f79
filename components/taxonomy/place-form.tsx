'use client'

import { useTranslations } from 'use-intl'
import { Button, TextField } from '@/components/ui'
import type { TaxonomyAspect, TaxonomyProblem } from '@/lib/domain/taxonomy'
import type { Edit, Editing } from './edit-tree'
import styles from './editor.module.css'
import { LabelExamples } from './label-examples'
import { LabelForm } from './label-form'
import { pathOf, problemAt } from './problems'

type AspectFormProps = {
  aspect: TaxonomyAspect
  problem: (field: string) => string | undefined
  onChange: (change: Partial<Pick<TaxonomyAspect, 'key' | 'name'>>) => void
}

function AspectForm({ aspect, problem, onChange }: AspectFormProps) {
  const t = useTranslations('taxonomy')
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t('name')}
          value={aspect.name}
          error={problem('name')}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextField
          label={t('key')}
          value={aspect.key}
          hint={t('keyHint')}
          error={problem('key')}
          onChange={(event) => onChange({ key: event.currentTarget.value })}
        />
      </div>
      {aspect.labels.length === 0 ? <p className={styles.error}>{problem('labels')}</p> : null}
    </>
  )
}

type PlaceFormProps = {
  editing: Editing
  problems: readonly TaxonomyProblem[]
  onEdit: (action: Edit) => void
}

/** The form of what is selected in the list, with its place and its end. */
export function PlaceForm({ editing, problems, onEdit }: PlaceFormProps) {
  const t = useTranslations('taxonomy')
  const { tree, selected, fixedKeys } = editing
  const aspect = tree.aspects[selected.aspect]
  if (!aspect) return <p className={styles.form}>{t('empty')}</p>
  const label = selected.label === null ? undefined : aspect.labels[selected.label]
  const problem = (field: string) => problemAt(problems, `${pathOf(selected)}.${field}`)
  return (
    <section className={styles.form} aria-label={(label ?? aspect).name || t('unnamed')}>
      <header>
        <h2>{t(label ? 'label' : 'aspect')}</h2>
        <div>
          <Button size="small" onClick={() => onEdit({ type: 'move', by: -1 })}>
            ↑ {t('moveUp')}
          </Button>
          <Button size="small" onClick={() => onEdit({ type: 'move', by: 1 })}>
            ↓ {t('moveDown')}
          </Button>
          <Button size="small" variant="danger" onClick={() => onEdit({ type: 'remove' })}>
            {t(label ? 'removeLabel' : 'removeAspect')}
          </Button>
        </div>
      </header>
      {label ? (
        <>
          <LabelForm
            label={label}
            isKeyFixed={fixedKeys.has(label.key)}
            problem={problem}
            onChange={(change) => onEdit({ type: 'change-label', change })}
          />
          {/* Only a published key can have pictures. */}
          {fixedKeys.has(label.key) ? <LabelExamples key={label.key} label={label} /> : null}
        </>
      ) : (
        <AspectForm
          aspect={aspect}
          problem={problem}
          onChange={(change) => onEdit({ type: 'change-aspect', change })}
        />
      )}
    </section>
  )
}
