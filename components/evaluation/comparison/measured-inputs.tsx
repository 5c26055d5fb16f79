'use client'

import { useTranslations } from 'use-intl'
import { Time } from '@/components/ui'
import type { MeasuredComparison } from '@/lib/contracts/http/comparison'
import { preferencesNeeded, TELLING_DIFFERENCE } from '@/lib/domain/evaluation'
import model from '../model.module.css'
import { againstOf } from './comparison-choice'

/** From so many clips on, intervals drawn by clip are as wide as they should be. Source: docs/spec/run-comparison.md [RC14] */
const ENOUGH_CLIPS = 30

type InputsProps = { measured: MeasuredComparison; result: NonNullable<MeasuredComparison['result']> }

/** What was counted, what was left out, and who may have been led. */
export function MeasuredInputs({ measured, result: { figures, finishedAt } }: InputsProps) {
  const t = useTranslations('comparison.measured')
  const { clips, frames, pairs } = figures.inputs
  const needed = preferencesNeeded(figures)
  const leftOut = (
    text: 'aAlone' | 'bAlone' | 'neither' | 'undecided',
    part: 'onlyA' | 'onlyB' | 'neither' | 'undecided',
  ) => (frames[part] + pairs[part] > 0 ? t(text, { frames: frames[part], pairs: pairs[part] }) : null)
  const notes = [
    t(`led.${againstOf(measured)}`),
    t('lead'),
    needed === null ? null : t('neededNote', { count: needed, difference: TELLING_DIFFERENCE }),
    leftOut('aAlone', 'onlyA'),
    leftOut('bAlone', 'onlyB'),
    leftOut('neither', 'neither'),
    leftOut('undecided', 'undecided'),
    frames.near.a + frames.near.b > 0 ? t('near', frames.near) : null,
    frames.common > 0 && clips < ENOUGH_CLIPS ? t('narrow', { enough: ENOUGH_CLIPS }) : null,
  ]
  return (
    <div className={model.inputs}>
      <p>
        <strong>{t('counted', { frames: frames.common, clips, pairs: pairs.common })}</strong> · {t('computed')}{' '}
        <Time iso={finishedAt} />
      </p>
      {notes.map((note) => (note ? <p key={note}>{note}</p> : null))}
    </div>
  )
}
