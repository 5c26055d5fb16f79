'use client'

import { useTranslations } from 'use-intl'
import { Section, Time } from '@/components/ui'
import type { EvaluationView } from '@/lib/contracts/http/evaluation'
import type { ModelDetail } from '@/lib/contracts/http/proposals'
import type { ModelFigures } from '@/lib/domain/evaluation'
import { AnchoringTable } from './anchoring-table'
import { ClassForest } from './class-forest'
import { ledText } from './conclusion'
import { ConfusionMatrix } from './confusion-matrix'
import { HeadlineRow } from './headline-row'
import styles from './model.module.css'
import { ReliabilityDiagram } from './reliability-diagram'
import { VersionTrend } from './version-trend'

/** What was counted, what was left out, and who may have been led. */
function Inputs({ evaluation, inputs }: { evaluation: EvaluationView; inputs: ModelFigures['inputs'] }) {
  const t = useTranslations('evaluation')
  const { frames, pairs, clips, answers } = inputs
  const notes = [
    answers ? t(ledText(answers), { ...answers, elsewhere: answers.elsewhere ?? 0 }) : t('plantedNote'),
    frames.near > 0 ? t('near', { count: frames.near }) : null,
    frames.unscored + pairs.unscored > 0 ? t('unscored', { frames: frames.unscored, pairs: pairs.unscored }) : null,
    frames.undecided + pairs.undecided > 0
      ? t('undecided', { frames: frames.undecided, pairs: pairs.undecided })
      : null,
  ]
  return (
    <div className={styles.inputs}>
      <p>
        <strong>{t('counted', { frames: frames.judged, clips, pairs: pairs.judged })}</strong> · {t('computed')}{' '}
        <Time iso={evaluation.finishedAt ?? evaluation.createdAt} /> {evaluation.isAutomatic ? t('automatic') : ''}
      </p>
      {notes.map((note) => (note ? <p key={note}>{note}</p> : null))}
    </div>
  )
}

type ReportProps = { model: ModelDetail; evaluation: EvaluationView; figures: ModelFigures }

export function EvaluationReport({ model, evaluation, figures }: ReportProps) {
  const t = useTranslations('evaluation')
  const { recognition, anchoring } = figures
  return (
    <>
      <Inputs evaluation={evaluation} inputs={figures.inputs} />
      <HeadlineRow figures={figures} />
      <div className={styles.columns}>
        <Section title={t('recognition')} note={t('recognitionNote')}>
          <ClassForest recognition={recognition} />
        </Section>
        <Section title={t('calibration')} note={t('calibrationNote')}>
          <ReliabilityDiagram calibration={recognition.calibration} />
        </Section>
      </div>
      <Section title={t('confusion')} note={t('confusionNote')}>
        <ConfusionMatrix confusion={figures.confusion} />
      </Section>
      {anchoring ? (
        <Section title={t('anchoring')} note={t('anchoringNote')}>
          <AnchoringTable report={anchoring} />
        </Section>
      ) : null}
      <Section title={t('trend', { name: model.name })} note={t('trendNote')}>
        <VersionTrend model={model} truth={evaluation.truth} scope={evaluation.scope} />
      </Section>
    </>
  )
}
