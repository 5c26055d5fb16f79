import type { Figure } from '@/lib/domain/evaluation'

/** Whether there is a value to show: a share of nothing, such as the F1 of a label that no frame has, is none. */
export function isMeasured(figure: Figure): figure is Figure & { value: number } {
  return figure.value !== null && figure.n > 0
}

/** What a plot draws of a figure. */
export function plotOf(figure: Figure): Pick<Figure, 'value' | 'ci95'> {
  return isMeasured(figure) ? { value: figure.value, ci95: figure.ci95 } : { value: null, ci95: null }
}
