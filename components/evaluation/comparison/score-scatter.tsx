'use client'

import { useTranslations } from 'use-intl'
import type { RunComparison } from '@/lib/contracts/http/comparison'
import { CELL } from '@/lib/domain/evaluation'
import { axisName } from './run-names'
import styles from './scatter.module.css'

const SIDE = 280
const PAD = { left: 34, right: 10, top: 10, bottom: 36 }
const WIDTH = PAD.left + SIDE + PAD.right
const HEIGHT = PAD.top + SIDE + PAD.bottom
const TICKS = [1, 2, 3, 4, 5]
const SMALLEST = 2.6
const LARGEST = 9

const x = (score: number) => PAD.left + ((score - 1) / 4) * SIDE
const y = (score: number) => PAD.top + (1 - (score - 1) / 4) * SIDE

function Axes({ a, b }: Pick<RunComparison, 'a' | 'b'>) {
  const t = useTranslations('comparison')
  return (
    <g className={styles.axes}>
      {TICKS.map((tick) => (
        <g key={tick}>
          <line x1={x(1)} x2={x(5)} y1={y(tick)} y2={y(tick)} />
          <line x1={x(tick)} x2={x(tick)} y1={y(1)} y2={y(5)} />
          <text x={x(1) - 8} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
          <text x={x(tick)} y={y(1) + 16} textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
      <text x={x(3)} y={HEIGHT - 4} textAnchor="middle">
        {t('axisA', { run: axisName(a) })}
      </text>
      <text transform={`translate(10 ${y(3)}) rotate(-90)`} textAnchor="middle">
        {t('axisB', { run: axisName(b) })}
      </text>
    </g>
  )
}

/** The two quarters in which a clip has changed side, each with how many lie there. */
function Sides({ a, b, turned }: { a: number; b: number; turned: { distorted: number; clean: number } }) {
  const t = useTranslations('comparison')
  return (
    <g className={styles.sides}>
      <rect x={x(a)} y={y(b)} width={x(5) - x(a)} height={y(1) - y(b)} />
      <rect x={x(1)} y={y(5)} width={x(a) - x(1)} height={y(b) - y(5)} />
      <line x1={x(a)} x2={x(a)} y1={y(1)} y2={y(5)} />
      <line x1={x(1)} x2={x(5)} y1={y(b)} y2={y(b)} />
      <text x={x(5) - 6} y={y(1) - 8} textAnchor="end">
        {t('turnedDistorted', { count: turned.distorted })}
      </text>
      <text x={x(1) + 6} y={y(5) + 16}>
        {t('turnedNormal', { count: turned.clean })}
      </text>
    </g>
  )
}

/** Clip scores of b against those of a: off the dashed line the two differ, in the shaded quarters they changed side. */
export function ScoreScatter({ comparison: { a, b, figures } }: { comparison: RunComparison }) {
  const t = useTranslations('comparison')
  const { cells, turned, clips } = figures
  const most = Math.max(1, ...cells.map((cell) => cell.clips))
  const radius = (count: number) => (most === 1 ? 3.6 : SMALLEST + Math.sqrt(count / most) * (LARGEST - SMALLEST))
  // A cell stands for its middle; the last one reaches up to 5.
  const scoreOf = (cell: number) => 1 + (cell + 0.5) * CELL
  const summary = t('scatterSummary', { both: clips.same + clips.changed, ...turned })
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary} className={styles.scatter}>
        <Axes a={a} b={b} />
        <Sides a={a.distortedScore} b={b.distortedScore} turned={turned} />
        <line className={styles.alike} x1={x(1)} y1={y(1)} x2={x(5)} y2={y(5)} />
        {cells.map((cell) => (
          <circle
            key={`${cell.a}:${cell.b}`}
            className={styles.clips}
            cx={x(scoreOf(cell.a))}
            cy={y(scoreOf(cell.b))}
            r={radius(cell.clips)}
          >
            <title>{t('cell', { a: scoreOf(cell.a), b: scoreOf(cell.b), count: cell.clips })}</title>
          </circle>
        ))}
      </svg>
      <figcaption>{t('scatterNote', { a: a.distortedScore, b: b.distortedScore })}</figcaption>
    </figure>
  )
}
