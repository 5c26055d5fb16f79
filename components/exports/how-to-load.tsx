'use client'

import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { Button, useNotify } from '@/components/ui'
import { type ReleaseCounts, TABLES } from '@/lib/domain/exports'
import { totalOf } from './counts'
import styles from './release.module.css'

const MODEL = 'Qwen/Qwen2.5-VL-7B-Instruct'
const TABLE_ROWS = { pairs: 'pairs', frames: 'frames', video_pairs: 'videoPairs' } as const

function Snippet({ title, text }: { title: string; text: string }) {
  const common = useTranslations('common')
  const notify = useNotify()
  async function copy(): Promise<void> {
    // Without a secure context there is no clipboard; the text can still be selected.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    if (done) notify(common('copied'), 'good')
  }
  return (
    <figure className={styles.snippet}>
      <figcaption>
        {title}
        <Button size="small" variant="quiet" onClick={copy}>
          {common('copy')}
        </Button>
      </figcaption>
      <pre tabIndex={0}>{text}</pre>
    </figure>
  )
}

/** From the finished release to a trainer. */
export function HowToLoad({ counts, release }: { counts: ReleaseCounts; release: { number: number } }) {
  const t = useTranslations('releases')
  const { slug } = useProject()
  const folder = `${slug}-${release.number}`
  const tables = TABLES.filter((table) => table === 'annotations' || totalOf(counts, TABLE_ROWS[table]) > 0)
  return (
    <div className={styles.snippets}>
      <Snippet
        title={t('loadFolder')}
        text={`npm run -s framejury -- export --project ${slug} --release ${release.number} --out ${folder}`}
      />
      <Snippet
        title={t('loadDatasets')}
        text={[
          'from datasets import load_dataset',
          ...tables.map((table) => `${table} = load_dataset("${folder}", "${table}", split="train")`),
        ].join('\n')}
      />
      <Snippet
        title={t('loadSwift')}
        text={[
          `cd ${folder}/ms-swift`,
          `swift sft --model ${MODEL} --dataset sft_epoch1.train.jsonl --num_train_epochs 1`,
          `swift sft --model ${MODEL} --adapters <epoch 1> --dataset sft_epoch2_masked.train.jsonl --num_train_epochs 1`,
          ...(totalOf(counts, 'grpoRows') > 0
            ? [
                `swift rlhf --rlhf_type grpo --dataset grpo.train.jsonl --dataset_shuffle false --num_generations 8 \\`,
                '  --external_plugins react_plugin.py --reward_funcs react_fmt react_attr react_pref',
              ]
            : []),
        ].join('\n')}
      />
    </div>
  )
}
