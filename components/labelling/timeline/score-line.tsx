import type { SideView } from '@/lib/contracts/http/labelling'
import { heatOf, toneOf } from './score-tones'
import styles from './timeline.module.css'

type Props = { side: Pick<SideView, 'scores' | 'thresholds' | 'video'>; totalUs: number }

/** The model's score per sampled frame, 1 (bottom) to 5 (top); the dot says distorted, doubtful or clean by colour and height. */
export function ScoreLine({ side: { scores, thresholds, video }, totalUs }: Props) {
  const points = scores
    .map(({ frameIndex, score }) => ({
      score,
      frameIndex,
      x: ((video.ptsUs[frameIndex] ?? 0) / totalUs) * 100,
      y: 90 - ((score - 1) / 4) * 80,
    }))
    .sort((a, b) => a.x - b.x)
  if (points.length === 0 || !thresholds) return null
  const endX = (Math.min(totalUs, video.durationUs) / totalUs) * 100
  const line = points.map(({ x, y }) => `${x} ${y}`).join(' L')
  return (
    <>
      <div className={styles.heat} style={{ width: `${endX}%`, backgroundImage: heatOf(points, endX, thresholds) }} />
      <svg className={styles.scores} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path
          d={`M0 ${points[0]?.y} L${line} L${endX} ${points.at(-1)?.y} L${endX} 100 L0 100Z`}
          className={styles.shade}
        />
        <path d={`M${line}`} className={styles.line} />
      </svg>
      {points.map(({ frameIndex, score, x, y }) => (
        <i
          key={frameIndex}
          className={styles.score}
          title={score.toFixed(2)}
          style={{ left: `${x}%`, top: `${y}%`, background: toneOf(score, thresholds) }}
        />
      ))}
    </>
  )
}
