'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { LabelMark, useLabelLookup } from '@/components/taxonomy'
import type { Confusion } from '@/lib/domain/evaluation'
import styles from './confusion.module.css'

/** Per cent of the accent in a cell that holds its whole row: the ink keeps its contrast on it in both themes. */
const DEEPEST = 45

function Cell({ count, ofRow, words }: { count: number; ofRow: number; words: string }) {
  const format = useFormatter()
  const share = ofRow === 0 ? 0 : count / ofRow
  const ground = `color-mix(in srgb, var(--accent) ${Math.round(share * DEEPEST)}%, var(--surface))`
  return (
    <td title={words} style={{ background: ground, color: count === 0 ? 'var(--ink-3)' : 'var(--ink)' }}>
      {count === 0 ? '·' : format.number(count, { maximumFractionDigits: 1 })}
    </td>
  )
}

function FrameCells({ frames: { hit, miss, falseAlarm, clean } }: { frames: Confusion['frames'] }) {
  const t = useTranslations('evaluation')
  const rows = [
    { name: t('distorted'), cells: [['hit', hit] as const, ['miss', miss] as const] },
    { name: t('normal'), cells: [['falseAlarm', falseAlarm] as const, ['clean', clean] as const] },
  ]
  return (
    <table className={styles.matrix}>
      <caption>{t('confusionFrames')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('truth')}</th>
          <th scope="col">{t('distorted')}</th>
          <th scope="col">{t('normal')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map(([kind, count]) => (
              <Cell
                key={kind}
                count={count}
                ofRow={cells.reduce((sum, [, each]) => sum + each, 0)}
                words={t(`frameCells.${kind}`)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LabelCells({ labels: keys, cells }: Confusion) {
  const t = useTranslations('evaluation')
  const { id } = useProject()
  const known = useLabelLookup(id)
  const names = [...keys.map((key) => known.get(key)?.name ?? key), t('none')]
  const marks = keys.map((key) => known.get(key))
  return (
    <section className={styles.scroll} aria-label={t('confusion')} tabIndex={0}>
      <table className={styles.matrix}>
        <caption>{t('confusionLabels')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('truth')}</th>
            {names.map((name, place) => {
              const label = marks[place]
              return (
                <th key={name} scope="col" title={name}>
                  {label ? <LabelMark label={label} /> : null}
                  <span className={label ? 'visually-hidden' : undefined}>{name}</span>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, place) => {
            const label = marks[place]
            const name = names[place] ?? ''
            const ofRow = row.reduce((sum, cell) => sum + cell, 0)
            return (
              <tr key={name}>
                <th scope="row">
                  <span className={styles.rowName}>
                    {label ? <LabelMark label={label} /> : null}
                    {name}
                  </span>
                </th>
                {row.map((count, column) => (
                  <Cell
                    key={names[column]}
                    count={count}
                    ofRow={ofRow}
                    words={t('cell', { row: name, column: names[column] ?? '', count })}
                  />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** Distorted or normal, and label by label; shaded by the share of the row. */
export function ConfusionMatrix({ confusion }: { confusion: Confusion }) {
  const t = useTranslations('evaluation')
  return (
    <div className={styles.both}>
      <FrameCells frames={confusion.frames} />
      <div className={styles.labels}>
        <LabelCells {...confusion} />
        <p className={styles.parts}>{t('confusionParts')}</p>
      </div>
    </div>
  )
}
