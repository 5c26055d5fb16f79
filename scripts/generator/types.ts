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

export const STYLES = ['flat', 'outlined', 'soft', 'textured', 'paper', 'night'] as const
export type Style = (typeof STYLES)[number]

export const SCENES = ['park', 'beach', 'city', 'room', 'meadow', 'mountains', 'studio', 'snow'] as const
export type Scene = (typeof SCENES)[number]

export const OBJECT_KINDS = ['cup', 'bottle', 'ball', 'chair', 'bicycle', 'lamp', 'vase', 'crate'] as const
export type ObjectKind = (typeof OBJECT_KINDS)[number]

export const SUBJECTS = ['person', 'hand', 'portrait', 'dog', 'cat', 'bird', 'still'] as const
export type Subject = (typeof SUBJECTS)[number]

export const ACTIONS = ['walk', 'run', 'dance', 'wave', 'drink'] as const
export type Action = (typeof ACTIONS)[number]

export type Point = { x: number; y: number }

/** One planted distortion: present on every frame from `firstFrame` to `lastFrame`, both included. */
export type Distortion = {
  key: LabelKey
  firstFrame: number
  lastFrame: number
  /** 0.5 (plain to see) to 1 (gross) */
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
  distortions: readonly Distortion[]
}

export type TruthLabel = { key: LabelKey; box: Box }

/** Work on pixels after rasterising; boxes are fractions of the frame. */
export type PixelEffect =
  | { kind: 'fragments'; box: Box; amount: number; seed: number }
  | { kind: 'swirl'; box: Box; amount: number; seed: number }
  | { kind: 'grain'; amount: number; seed: number }

export type DrawnFrame = { svg: string; effects: readonly PixelEffect[]; truth: { labels: readonly TruthLabel[] } }
