import { useFormatter, useTranslations } from 'use-intl'
import type { Figure } from '@/lib/domain/evaluation'
import { isMeasured } from './measured'

export const NONE = '–'
export const SHARE = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] } as const

/** How the figures of the page are written: shares and F1 with two decimals, probabilities in whole per cent. */
export function useFigures() {
  const t = useTranslations('evaluation')
  const format = useFormatter()
  const fixed = { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'negative' } as const
  const two = (value: number) => format.number(value, fixed).replace('-', '−')
  const percent = (value: number) => `${format.number(Math.round(value * 100))}\u00a0%`
  const seconds = (ms: number) =>
    t('seconds', { value: format.number(ms / 1000, { maximumFractionDigits: 1 }).replace('-', '−') })
  const intervalBy = (write: (value: number) => string, { value, ci95, n }: Figure) => {
    if (n === 0) return t('nothingToMeasure')
    if (value === null) return t('undefined')
    return ci95 ? `${write(ci95[0])} – ${write(ci95[1])}` : t('noInterval')
  }
  return {
    two,
    percent,
    seconds,
    value: (figure: Figure) => (isMeasured(figure) ? two(figure.value) : NONE),
    interval: (figure: Figure) => intervalBy(two, figure),
    intervalBy,
  }
}
