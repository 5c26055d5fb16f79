'use client'

import { Fragment } from 'react'
import { useTranslations } from 'use-intl'
import { Button, Kbd } from '@/components/ui'
import type { TaxonomyAspect, TaxonomyProblem, TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Edit, Place } from './edit-tree'
import { LabelMark } from './label-mark'
import { hasProblem, pathOf } from './problems'
import styles from './tree-list.module.css'

type TreeListProps = {
  tree: TaxonomyTree
  selected: Place
  problems: readonly TaxonomyProblem[]
  onEdit: (action: Edit) => void
}

/** Aspects and their labels, in the order of the screen and of every export. */
export function TreeList({ tree, selected, problems, onEdit }: TreeListProps) {
  const t = useTranslations('taxonomy')
  const isSelected = (place: Place) => place.aspect === selected.aspect && place.label === selected.label
  const row = (place: Place) => ({
    type: 'button' as const,
    'aria-pressed': isSelected(place),
    'data-problem': hasProblem(problems, pathOf(place)) || undefined,
    onClick: () => onEdit({ type: 'select', place }),
  })
  const warning = (place: Place) =>
    hasProblem(problems, pathOf(place)) ? <span className={styles.warning}>{t('toMend')}</span> : null
  return (
    <div className={styles.list}>
      {tree.aspects.map((aspect: TaxonomyAspect, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: keys and names change while one types
        <Fragment key={at}>
          <button {...row({ aspect: at, label: null })} className={styles.aspect}>
            <span className={styles.name}>{aspect.name || t('unnamedAspect')}</span>
            {warning({ aspect: at, label: null })}
          </button>
          <ul>
            {aspect.labels.map((label, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: keys and names change while one types
              <li key={index}>
                <button {...row({ aspect: at, label: index })} className={styles.label}>
                  <LabelMark label={label} />
                  <span className={styles.name}>{label.name || t('unnamed')}</span>
                  {warning({ aspect: at, label: index })}
                  {label.hotkey ? <Kbd>{label.hotkey}</Kbd> : null}
                </button>
              </li>
            ))}
          </ul>
          <Button size="small" variant="quiet" onClick={() => onEdit({ type: 'add-label', aspect: at })}>
            + {t('addLabel')}
          </Button>
        </Fragment>
      ))}
      <Button size="small" onClick={() => onEdit({ type: 'add-aspect' })}>
        + {t('addAspect')}
      </Button>
    </div>
  )
}
