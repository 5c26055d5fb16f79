import { useFormatter, useTranslations } from 'use-intl'
import type { AgreementReport } from '@/lib/contracts/http/agreement'

export type Figure = AgreementReport['leftShare']

/** How the figures of the page are written: α with two decimals, shares in whole per cent, times in seconds. */
export function useFigures() {
  const t = useTranslations('agreement')
  const format = useFormatter()
  const fixed = { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'negative' } as const
  const two = (value: number) => format.number(value, fixed).replace('-', '−')
  const percent = (value: number) => `${format.number(Math.round(value * 100))}\u00a0%`
  function time(ms: number): string {
    const seconds = Math.round(ms / 1000)
    if (seconds < 120) return t('seconds', { value: seconds })
    return t('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
  }
  return {
    two,
    percent,
    time,
    interval: ([low, high]: readonly [number, number]) => `${two(low)} – ${two(high)}`,
    percentInterval: ([low, high]: readonly [number, number]) => `${percent(low)} – ${percent(high)}`,
  }
}
