'use client'

import { useTranslations } from 'use-intl'
import { Kbd, Section } from '@/components/ui'
import type { TaxonomyLabel, TaxonomyTree } from '@/lib/domain/taxonomy'
import { LabelExamples } from './label-examples'
import { LabelMark } from './label-mark'
import styles from './version-tree.module.css'

function Examples({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <div>
      <dt>{title}</dt>
      {texts.map((text) => (
        <dd key={text}>{text}</dd>
      ))}
    </div>
  )
}

function Label({ label }: { label: TaxonomyLabel }) {
  const t = useTranslations('taxonomy')
  return (
    <li className={styles.label}>
      <div className={styles.head}>
        <LabelMark label={label} />
        <strong>{label.name}</strong>
        <code>{label.key}</code>
        {label.spatial ? <span>{t('withBox')}</span> : null}
        <Kbd>{label.hotkey}</Kbd>
      </div>
      <p>{label.definition}</p>
      <dl>
        <Examples title={t('positive')} texts={label.examples.positive} />
        <Examples title={t('negative')} texts={label.examples.negative} />
      </dl>
      <LabelExamples label={label} />
    </li>
  )
}

/** A version to read: every label with its definition and its examples. */
export function VersionTree({ tree }: { tree: TaxonomyTree }) {
  return tree.aspects.map((aspect) => (
    <Section key={aspect.key} title={aspect.name}>
      <ul className={styles.labels}>
        {aspect.labels.map((label) => (
          <Label key={label.key} label={label} />
        ))}
      </ul>
    </Section>
  ))
}
