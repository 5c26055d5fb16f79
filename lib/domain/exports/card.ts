import { INSTRUCTION_TEMPLATE_ID, sanitiseUserText } from '@/lib/domain/proposals'
import { SPLITS, type Split } from './canonical'
import type { Manifest, ReleaseCounts } from './manifest'

export const TABLES = ['pairs', 'frames', 'video_pairs', 'annotations'] as const
export type TableName = (typeof TABLES)[number]

/** Path of a table's file for one split, inside the release folder. */
export function tablePath(table: TableName, split: Split): string {
  return `${table}/${split}-00000-of-00001.parquet`
}

const MARKS = {
  expanded: 'all of every track, drawn and computed.',
  keyframes: 'on the frames that a person drew on; frames between two keyframes are left out.',
} as const

export type CardInput = Omit<Manifest, 'files' | 'schemaVersion' | 'instructionTemplateId'> & {
  /** Tables and splits that have a file. */
  tables: { table: TableName; splits: Split[] }[]
}

/** README.md of a release: the dataset card that the datasets library and the Hub read. Source: docs/spec/export.md [EX30] */
export function renderCard(input: CardInput): string {
  const { release, counts, gates, seed, marks } = input
  return `${frontMatter(input)}
# ${inline(release.title)}, release ${inline(release.version)}

Human judgements of structural distortions in generated video, exported by Framejury on ${release.date}.
Taxonomy version ${release.taxonomyVersion}, instruction template \`${INSTRUCTION_TEMPLATE_ID}\`, seed \`${inline(seed)}\`.

## What is inside
${splitTable(counts)}

- \`pairs\`: two frames of one prompt at one timestamp, the preference (A, B or tie) with its votes, and per frame the agreed labels and boxes.
- \`frames\`: every frame with agreed labels once, ready for supervised training (\`images\`, \`messages\`).
- \`video_pairs\`: preferences between whole clips. Clips are named by sha256; their judged frames are in \`frames\`.
- \`annotations\`: what each person said of each pair, before any consensus: preference with strength, every mark with its track, and whether it was drawn or computed between two keyframes (\`interpolated\`).
- \`ms-swift/\`: the same frames and pairs as JSONL (\`sft_epoch1\`, \`sft_epoch2_masked\`, \`grpo\`) with \`react_plugin.py\`, the reward functions.
- \`manifest.json\`: every file's sha256, size and rows, the gates, the split of every prompt group, all counts.

Boxes are fractions of the frame: x1, y1 (top left) and x2, y2 (bottom right). A tie is \`good\`, \`bad\` or \`mixed\` in \`tie_kind\`.

## Labels
| label | frames | meaning |
|---|---:|---|
${release.labels.map((label) => `| \`${label.key}\` | ${counts.labels[label.key] ?? 0} | ${cell(label.definition)} |`).join('\n')}

## Read this before training
- \`pseudo_score\` is **not** a human score. It is drawn, seeded, from a range given by the number of labels: none 4–5, one 3–4, two 2–3, more 1–2.
- \`think\` with \`think_source\` = \`composed\` is put together from labels and boxes; no person or model wrote it.
- Splits are by prompt: no prompt group and no clip is in two splits.
- \`grpo\` rows come in adjacent twos (side A, side B of one pair): keep the order (\`--dataset_shuffle false\`) and make the local batch a multiple of twice the group size.
- Special tokens in prompts are written as words (\`(image)\`); ${counts.sanitisedPrompts} prompt(s) were changed so.

## How it was chosen
${counts.considered} ${counts.considered === 1 ? 'pair was' : 'pairs were'} considered. Gates: ${Object.entries(gates)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}.
Marks: ${MARKS[marks]}
Left out: ${listing(counts.dropped)}. Frames without agreed labels: ${listing(counts.skippedFrames)}.
Left out because their pixels are in another split: ${counts.leaked.pairs} pair(s), ${counts.leaked.frames} frame(s).

## Use
\`\`\`python
from datasets import load_dataset
pairs = load_dataset("path/to/this/folder", "${input.tables[0]?.table ?? 'pairs'}", split="train")
\`\`\`
\`\`\`sh
cd ms-swift
# epoch 1 on everything, then epoch 2 with loss on labels and score only
swift sft --model Qwen/Qwen2.5-VL-7B-Instruct --dataset sft_epoch1.train.jsonl --num_train_epochs 1
swift sft --model Qwen/Qwen2.5-VL-7B-Instruct --adapters <epoch 1> --dataset sft_epoch2_masked.train.jsonl --num_train_epochs 1
swift rlhf --rlhf_type grpo --dataset grpo.train.jsonl --dataset_shuffle false --num_generations 8 \\
  --external_plugins react_plugin.py --reward_funcs react_fmt react_attr react_pref
\`\`\`
`
}

function frontMatter({ release, tables, counts }: CardInput): string {
  const configs = tables.map(({ table, splits }, index) => {
    const files = splits.map((split) => `  - split: ${split}\n    path: ${table}/${split}-*`).join('\n')
    return `- config_name: ${table}\n${index === 0 ? '  default: true\n' : ''}  data_files:\n${files}`
  })
  return `---
pretty_name: ${JSON.stringify(inline(release.title))}
license: ${release.license}
language:
- ${release.language}
task_categories:
- visual-question-answering
- image-classification
size_categories:
- ${sizeCategory(counts)}
annotations_creators:
- expert-generated
tags:
- reward-model
- video-generation
- human-feedback
configs:
${configs.join('\n')}
---`
}

function splitTable({ splits }: ReleaseCounts): string {
  const rows = SPLITS.map((split) => {
    const { promptGroups, pairs, videoPairs, frames, distortedFrames } = splits[split]
    return `| ${split} | ${promptGroups} | ${pairs} | ${videoPairs} | ${frames} | ${distortedFrames} |`
  })
  return [
    '| split | prompt groups | pairs | video pairs | frames | distorted frames |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

function sizeCategory({ splits }: ReleaseCounts): string {
  const rows = SPLITS.reduce((sum, split) => sum + splits[split].pairs + splits[split].frames, 0)
  if (rows < 1e3) return 'n<1K'
  if (rows < 1e4) return '1K<n<10K'
  if (rows < 1e5) return '10K<n<100K'
  return rows < 1e6 ? '100K<n<1M' : '1M<n<10M'
}

function listing(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([reason, count]) => `${count} ${reason}`)
  return parts.length === 0 ? 'none' : parts.join(', ')
}

/** One line of plain text: no line break, no special token. */
function inline(text: string): string {
  return sanitiseUserText(text)
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|')
}
