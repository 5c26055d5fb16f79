/**
 * Type of a column: a scalar, an encoded image, a list (one-element array) or a struct.
 * The bracket form of a list is the one that every version of the datasets library reads.
 */
export type Feature = 'string' | 'int32' | 'int64' | 'float64' | 'bool' | 'image' | readonly [Feature] | StructFeature
export type StructFeature = { readonly [field: string]: Feature }

/** The columns of one table, in order. */
export type Features = StructFeature

/** Cell of an `image` column: the encoded file and its name. */
export type ImageCell = { bytes: Uint8Array; path: string }

const BOX: StructFeature = { label: 'string', x1: 'float64', y1: 'float64', x2: 'float64', y2: 'float64' }

const PAIR_FEATURES = {
  pair_id: 'string',
  source_prompt_id: 'string',
  prompt_group: 'string',
  prompt_text: 'string',
  mode: 'string',
  generator_a: 'string',
  generator_b: 'string',
  video_id_a: 'string',
  video_id_b: 'string',
  video_sha256_a: 'string',
  video_sha256_b: 'string',
  preference: 'string',
  tie_kind: 'string',
  votes_a: 'int32',
  votes_b: 'int32',
  votes_tie_good: 'int32',
  votes_tie_bad: 'int32',
  votes_slight: 'int32',
  votes_strong: 'int32',
  preference_agreement: 'float64',
  annotators: 'int32',
  adjudicated: 'bool',
  held_out: 'bool',
  taxonomy_version: 'int32',
} as const satisfies Features

/** One row per frame pair, both frames embedded. */
export const PAIRS_FEATURES = {
  ...PAIR_FEATURES,
  timestamp_ms: 'int32',
  frame_id_a: 'string',
  frame_id_b: 'string',
  frame_index_a: 'int32',
  frame_index_b: 'int32',
  frame_a: 'image',
  frame_b: 'image',
  labels_a: ['string'],
  labels_b: ['string'],
  boxes_a: [BOX],
  boxes_b: [BOX],
  pseudo_score_a: 'float64',
  pseudo_score_b: 'float64',
} as const satisfies Features

/** One row per pair of clips; the clips themselves are named by content, not embedded. */
export const VIDEO_PAIRS_FEATURES = {
  ...PAIR_FEATURES,
  frame_ids_a: ['string'],
  frame_ids_b: ['string'],
} as const satisfies Features

/** One row per frame with agreed labels; `messages` and `images` are what a vision SFT trainer takes. */
export const FRAMES_FEATURES = {
  frame_id: 'string',
  video_id: 'string',
  video_sha256: 'string',
  generator: 'string',
  source_prompt_id: 'string',
  prompt_group: 'string',
  prompt_text: 'string',
  mode: 'string',
  frame_index: 'int32',
  timestamp_us: 'int64',
  width: 'int32',
  height: 'int32',
  images: ['image'],
  labels: ['string'],
  boxes: [BOX],
  pseudo_score: 'float64',
  annotators: 'int32',
  agreement: 'float64',
  label_agreement: [{ label: 'string', agreement: 'float64' }],
  adjudicated: 'bool',
  think: 'string',
  think_source: 'string',
  messages: [{ role: 'string', content: 'string' }],
  taxonomy_version: 'int32',
} as const satisfies Features

/** One row per annotation of a pair that is in the release: the answer before any consensus. */
export const ANNOTATIONS_FEATURES = {
  annotation_id: 'string',
  pair_id: 'string',
  pair_kind: 'string',
  annotator: 'string',
  kind: 'string',
  preference: 'string',
  strength: 'string',
  author_saw_generators: 'bool',
  marks: [
    {
      side: 'string',
      frame_index: 'int32',
      timestamp_us: 'int64',
      label: 'string',
      x1: 'float64',
      y1: 'float64',
      x2: 'float64',
      y2: 'float64',
      track_id: 'string',
      interpolated: 'bool',
    },
  ],
  clean: [{ side: 'string', frame_index: 'int32' }],
  taxonomy_version: 'int32',
} as const satisfies Features

type Json = string | { [key: string]: Json } | Json[]

/** The value of the parquet footer key `huggingface`. Source: docs/spec/export.md [EX20] */
export function huggingfaceFooter(features: Features): string {
  return JSON.stringify({ info: { features: structJson(features) } })
}

function structJson(features: StructFeature): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(features).map(([name, feature]) => [name, featureJson(feature)]))
}

function featureJson(feature: Feature): Json {
  if (feature === 'image') return { _type: 'Image' }
  if (typeof feature === 'string') return { dtype: feature, _type: 'Value' }
  return isList(feature) ? [featureJson(feature[0])] : structJson(feature)
}

export function isList(feature: Feature): feature is readonly [Feature] {
  return Array.isArray(feature)
}
