import { useFormatter, useTranslations } from 'use-intl'
import type { Figure } from '@/lib/domain/evaluation'

/** Whether there is a value to show: a share of nothing, such as the F1 of a label that no frame has, is none. */
export function isMeasured(figure: Figure): figure is Figure & { value: number } {
  return figure.value !== null && figure.n > 0
}

/** What a plot draws of a figure. */
export function plotOf(figure: Figure): Pick<Figure, 'value' | 'ci95'> {
  return isMeasured(figure) ? { value: figure.value, ci95: figure.ci95 } : { value: null, ci95: null }
}

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
