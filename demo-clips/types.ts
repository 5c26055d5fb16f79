import type { Box } from '@/lib/domain/shared'

/** The default taxonomy's label keys, in taxonomy order: the order of every model output too. */
export const LABEL_KEYS = [
  'limb_deformation',
  'extra_limbs',
  'limb_deficiency',
  'torso_deformation',
  'facial_deformation',
  'object_collapse',
  'motion_blur',
  'mesh_penetration',
] as const
export type LabelKey = (typeof LABEL_KEYS)[number]

/** What the demo's clips are drawn in. */
export const DEMO_STYLES = ['flat', 'outlined', 'soft', 'textured', 'paper', 'night'] as const
/** What models may be trained on. */
export const STYLES = [...DEMO_STYLES, 'cel', 'ink', 'poster', 'pastel', 'neon', 'sketch'] as const
/** Never trained on: they show how a model fares on a look that it does not know. */
export const UNSEEN_STYLES = ['watercolour', 'clay', 'comic'] as const
/** Far from every other style, and in no training and no test of the default model: the new domain that a model is finetuned to. */
export const FAR_STYLES = ['underwater'] as const
export type Style = (typeof STYLES)[number] | (typeof UNSEEN_STYLES)[number] | (typeof FAR_STYLES)[number]

export const SCENES = ['park', 'beach', 'city', 'room', 'meadow', 'mountains', 'studio', 'snow'] as const
export type Scene = (typeof SCENES)[number]

export const OBJECT_KINDS = [
  'cup',
  'bottle',
  'ball',
  'chair',
  'bicycle',
  'lamp',
  'vase',
  'crate',
  'plant',
  'umbrella',
  'guitar',
  'kettle',
] as const
export type ObjectKind = (typeof OBJECT_KINDS)[number]

export const SUBJECTS = ['person', 'hand', 'portrait', 'dog', 'cat', 'horse', 'bird', 'still'] as const
export type Subject = (typeof SUBJECTS)[number]

export const ACTIONS = ['walk', 'run', 'dance', 'wave', 'drink', 'akimbo', 'cross'] as const
export type Action = (typeof ACTIONS)[number]

export const LIGHTINGS = ['even', 'left', 'right', 'backlit', 'spot', 'warm', 'cold', 'dim'] as const
export type Lighting = (typeof LIGHTINGS)[number]

export const LENSES = ['sharp', 'pan', 'defocus'] as const
export type Lens = (typeof LENSES)[number]

/** Whole things that look suspicious: a passer-by's legs beside one's own, something in the way, a thing held before the body. */
export const EXTRAS = ['passer-by', 'foreground', 'overlap', 'tilted'] as const
export type Extra = (typeof EXTRAS)[number]

/** What a clip has beyond its prompt; the demo's clips have none of it. */
export type Variety = {
  /** 1 shows the whole stage, more comes closer. */
  zoom: number
  /** Where the camera aims, shares of the stage. */
  aim: Point
  /** Radians. */
  roll: number
  lighting: Lighting
  lens: Lens
  /** Patterned clothes, coats and things. */
  patterned: boolean
  extras: readonly Extra[]
}

export type Point = { x: number; y: number }

/** One planted distortion: present on every frame from `firstFrame` to `lastFrame`, both included. */
export type Distortion = {
  key: LabelKey
  firstFrame: number
  lastFrame: number
  /** 0.4 (subtle) to 1 (gross) */
  severity: number
  /** Chooses the limb, the direction and the shape of the distortion. */
  seed: number
}

/** All that decides a clip. Two equal specs draw the same pixels. */
export type ClipSpec = {
  schemaVersion: 1
  promptId: string
  prompt: string
  generator: string
  mode: 't2v' | 'i2v'
  width: number
  height: number
  fps: number
  frameCount: number
  /** Look: colours, composition, first pose. Shared by the clips of an image-to-video pair. */
  contentSeed: number
  /** What happens after the first frame: speed, camera. */
  motionSeed: number
  style: Style
  scene: Scene
  subject: Subject
  action: Action
  props: readonly ObjectKind[]
  variety: Variety | null
  distortions: readonly Distortion[]
}

export type TruthLabel = { key: LabelKey; box: Box }

/** Work on pixels after rasterising; boxes are fractions of the frame. */
export type PixelEffect =
  | { kind: 'fragments'; box: Box; amount: number; seed: number }
  | { kind: 'swirl'; box: Box; amount: number; seed: number }
  | { kind: 'swim'; box: Box; amount: number; seed: number }
  /** The whole frame smeared alike, as by a moving camera. */
  | { kind: 'pan'; amount: number; angle: number }
  | { kind: 'defocus'; amount: number }
  /** The whole frame seen through moving water; `phase` is where the waves are, radians. */
  | { kind: 'ripple'; amount: number; phase: number }
  | { kind: 'grain'; amount: number; seed: number }

export type DrawnFrame = { svg: string; effects: readonly PixelEffect[]; truth: { labels: readonly TruthLabel[] } }
