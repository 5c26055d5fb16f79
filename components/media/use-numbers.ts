'use client'

import { useFormatter } from 'use-intl'

/** Numbers of media as people read them. */
export function useNumbers() {
  const format = useFormatter()
  const rounded = (value: number, digits: number) => format.number(value, { maximumFractionDigits: digits })
  return {
    count: (value: number) => rounded(value, 0),
    fps: (value: number) => rounded(value, 2),
    seconds: (durationUs: number) => rounded(durationUs / 1e6, 2),
    millis: (us: number) => rounded(us / 1000, 1),
    megabytes: (bytes: number) => rounded(bytes / 1e6, bytes < 1e7 ? 2 : 0),
  }
}
