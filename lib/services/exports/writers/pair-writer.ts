import {
  ANNOTATIONS_FEATURES,
  type CanonicalFrame,
  type CanonicalPair,
  type Features,
  FRAMES_FEATURES,
  type FrameGold,
  PAIRS_FEATURES,
  type Problem,
  ReleaseProblemsError,
  type ReleaseTally,
  type RowContext,
  type Split,
  type TableName,
  type Think,
  tablePath,
  toAnnotationRow,
  toFrameRow,
  toGrpoRows,
  toMaskedSftRow,
  toPairRow,
  toSftRow,
  toVideoPairRow,
  VIDEO_PAIRS_FEATURES,
  validateGrpoRows,
  validateSftRows,
} from '@/lib/domain/exports'
import { type ImageStore, type Picture, SWIFT_FOLDER } from './image-store'
import { openJsonl } from './jsonl'
import { openParquet, type ParquetRow, type TableSet } from './parquet'

type Pictured = { frame: CanonicalFrame; picture: Picture }

/** Turns one pair after the other into rows of every table it belongs to [EX19] [EX21] [EX22] [EX23]. */
export function createPairWriter({
  tables,
  images,
  tally,
  context,
  thinkOf,
}: {
  tables: TableSet
  images: ImageStore
  tally: ReleaseTally
  context: RowContext
  thinkOf: (gold: FrameGold) => Think
}): (pair: CanonicalPair) => Promise<void> {
  const writtenFrames = new Set<string>()
  const { labels } = context

  async function table(name: TableName, features: Features, split: Split, row: ParquetRow): Promise<void> {
    await tables.write(tablePath(name, split), row, (path) => openParquet(path, features))
  }
  async function swift(name: string, split: Split, row: object): Promise<void> {
    await tables.write(`${SWIFT_FOLDER}/${name}.${split}.jsonl`, row, openJsonl)
  }

  async function writeFrame(pair: CanonicalPair, { frame, picture }: Pictured): Promise<void> {
    const { frameId, gold } = frame
    if (gold === null || writtenFrames.has(frameId)) return
    writtenFrames.add(frameId)
    await images.save(picture)
    const think = thinkOf(gold)
    const source = { frameId, promptText: pair.promptText, imagePath: picture.imagePath, gold, think }
    const full = toSftRow(source, labels)
    const masked = toMaskedSftRow(source, labels)
    assertNone(validateSftRows(full, masked))
    const { width, height, cell } = picture
    const row = toFrameRow(pair, { frame, image: cell, width, height }, { gold, think }, context)
    await table('frames', FRAMES_FEATURES, pair.split, row)
    await swift('sft_epoch1', pair.split, full)
    await swift('sft_epoch2_masked', pair.split, masked)
    tally.frame(pair.split, gold)
  }

  async function loadOwn(pair: CanonicalPair): Promise<{ own: Pictured[]; leaked: number }> {
    const loaded: Pictured[] = []
    for (const frame of pair.frames) loaded.push({ frame, picture: await images.load(frame) })
    const own = loaded.filter(({ picture }) => (images.splitOf(picture) ?? pair.split) === pair.split)
    return { own, leaked: loaded.length - own.length }
  }

  return async function writePair(pair) {
    const { own, leaked } = await loadOwn(pair)
    if (pair.kind === 'frame' && leaked > 0) return tally.leakedPair()
    for (const { picture } of own) images.claim(picture, pair.split)
    for (let index = 0; index < leaked; index += 1) tally.leakedFrame()
    for (const pictured of own) await writeFrame(pair, pictured)
    for (const said of pair.annotations) {
      await table('annotations', ANNOTATIONS_FEATURES, pair.split, toAnnotationRow(pair, said, context))
    }
    tally.pair(pair)
    if (pair.preference === null) return
    if (pair.kind === 'video') {
      const row = toVideoPairRow(
        pair,
        own.map(({ frame }) => frame),
        context,
      )
      return table('video_pairs', VIDEO_PAIRS_FEATURES, pair.split, row)
    }
    const [a, b] = own
    if (!a || !b) throw new RangeError(`Pair ${pair.pairId} lost a frame`)
    const row = toPairRow(pair, [a.picture.cell, b.picture.cell], context)
    await table('pairs', PAIRS_FEATURES, pair.split, row)
    const grpo = toGrpoRows(pair, [a.picture.imagePath, b.picture.imagePath], labels)
    if (grpo === null) return
    assertNone(validateGrpoRows(grpo))
    for (const line of grpo) await swift('grpo', pair.split, line)
    tally.grpoRows(pair.split, grpo.length)
  }
}

function assertNone(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ReleaseProblemsError(problems)
}
