'use client'

import { useTranslations } from 'use-intl'
import { heatColour, scoreHistogram } from './heat'
import styles from './score-histogram.module.css'

const AXIS = [1, 2, 3, 4, 5]

/** How many frames scored what. */
export function ScoreHistogram({ scores, empty }: { scores: readonly number[]; empty: string }) {
  const t = useTranslations('proposals')
  if (scores.length === 0) return <p className={styles.empty}>{empty}</p>
  const counts = scoreHistogram(scores)
  const most = Math.max(...counts)
  const edge = (bin: number) => 1 + (bin * 4) / counts.length
  return (
    <figure className={styles.histogram} aria-label={t('run.histogram')}>
      <ol>
        {counts.map((count, bin) => {
          const words = t('run.histogramBin', { from: edge(bin), to: edge(bin + 1), count })
          return (
            <li key={edge(bin)} title={words}>
              <span className="visually-hidden">{words}</span>
              <i
                style={{
                  height: count === 0 ? 0 : `max(2px, ${(count / most) * 100}%)`,
                  background: heatColour((edge(bin) + edge(bin + 1)) / 2),
                }}
              />
            </li>
          )
        })}
      </ol>
      <figcaption aria-hidden="true">
        {AXIS.map((score) => (
          <span key={score}>{score}</span>
        ))}
      </figcaption>
    </figure>
  )
}
