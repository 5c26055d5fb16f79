'use client'

import { useTranslations } from 'use-intl'
import type { CalibrationBin, Figure } from '@/lib/domain/evaluation'
import styles from './reliability.module.css'
import { useFigures } from './use-figures'

const SIDE = 260
const PAD = { left: 40, right: 20, top: 8, bottom: 34 }
const COUNTS = 46
const TICKS = [0, 0.25, 0.5, 0.75, 1]

const x = (share: number) => PAD.left + share * SIDE
const y = (share: number) => PAD.top + (1 - share) * SIDE
const countsTop = PAD.top + SIDE + 10
const HEIGHT = countsTop + COUNTS + PAD.bottom
const WIDTH = PAD.left + SIDE + PAD.right

function Axes({ xTitle, yTitle }: { xTitle: string; yTitle: string }) {
  const { percent } = useFigures()
  return (
    <g className={styles.axes}>
      {TICKS.map((tick) => (
        <g key={tick}>
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {percent(tick)}
          </text>
          <text x={x(tick)} y={countsTop + COUNTS + 14} textAnchor="middle">
            {percent(tick)}
          </text>
        </g>
      ))}
      <text x={x(0.5)} y={HEIGHT - 4} textAnchor="middle">
        {xTitle}
      </text>
      <text x={x(0) + 6} y={y(1) + 14}>
        {yTitle}
      </text>
    </g>
  )
}

function Bin({ bin: { from, to, frames, predicted, observed, ci95 }, most }: { bin: CalibrationBin; most: number }) {
  const height = frames === 0 ? 0 : Math.max(1.5, (frames / most) * COUNTS)
  return (
    <g>
      <rect
        className={styles.count}
        x={x(from) + 2}
        width={(to - from) * SIDE - 4}
        y={countsTop + COUNTS - height}
        height={height}
      />
      {predicted !== null && observed !== null && ci95 ? (
        <>
          <line className={styles.interval} x1={x(predicted)} x2={x(predicted)} y1={y(ci95[0])} y2={y(ci95[1])} />
          <circle className={styles.point} cx={x(predicted)} cy={y(observed)} r={4.5} />
        </>
      ) : null}
    </g>
  )
}

/** Said against seen: a point a bin with its interval, and below how many frames it stands for. The list says the same in words. */
export function ReliabilityDiagram({ calibration }: { calibration: { error: Figure; bins: CalibrationBin[] } }) {
  const t = useTranslations('evaluation')
  const { two, percent } = useFigures()
  const { error, bins } = calibration
  if (error.value === null) return <p className={styles.empty}>{t('calibrationEmpty')}</p>
  const most = Math.max(...bins.map(({ frames }) => frames))
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className={styles.diagram}>
        <Axes xTitle={t('calibrationAxisX')} yTitle={t('calibrationAxisY')} />
        <line className={styles.right} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {bins.map((bin) => (
          <Bin key={bin.from} bin={bin} most={most} />
        ))}
      </svg>
      <ul className="visually-hidden">
        {bins.map(({ from, to, frames, predicted, observed, ci95 }) => {
          const range = { from: Math.round(from * 100), to: Math.round(to * 100), count: frames }
          return (
            <li key={from}>
              {predicted === null || observed === null || !ci95
                ? t('calibrationBin', range)
                : t('calibrationBinSeen', {
                    ...range,
                    predicted: percent(predicted),
                    observed: percent(observed),
                    low: percent(ci95[0]),
                    high: percent(ci95[1]),
                  })}
            </li>
          )
        })}
      </ul>
      <figcaption>{t('calibrationSummary', { error: two(error.value) })}</figcaption>
    </figure>
  )
}
