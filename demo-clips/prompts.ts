import type { Action, ObjectKind, Scene, Subject } from './types'

/** What a prompt asks for; a generator is free in everything else. */
export type DemoPrompt = {
  id: string
  text: string
  mode: 't2v' | 'i2v'
  subject: Subject
  action: Action
  scene: Scene
  props: readonly ObjectKind[]
}

export const DEMO_PROMPTS: readonly DemoPrompt[] = [
  {
    id: 'p01',
    text: 'A person walks through a park in autumn while leaves fall; a ball lies on the path.',
    mode: 't2v',
    subject: 'person',
    action: 'walk',
    scene: 'park',
    props: ['ball'],
  },
  {
    id: 'p02',
    text: 'A runner on the beach at sunset passes a wooden crate.',
    mode: 't2v',
    subject: 'person',
    action: 'run',
    scene: 'beach',
    props: ['crate'],
  },
  {
    id: 'p03',
    text: 'A dancer swings both arms under street lamps at night, a bicycle parked behind.',
    mode: 't2v',
    subject: 'person',
    action: 'dance',
    scene: 'city',
    props: ['bicycle'],
  },
  {
    id: 'p04',
    text: 'Close-up of a hand that waves and curls its fingers, a bottle beside it.',
    mode: 't2v',
    subject: 'hand',
    action: 'wave',
    scene: 'room',
    props: ['bottle'],
  },
  {
    id: 'p05',
    text: 'Portrait of a person who turns the head and smiles; a vase with flowers stands in the room.',
    mode: 't2v',
    subject: 'portrait',
    action: 'wave',
    scene: 'room',
    props: ['vase'],
  },
  {
    id: 'p06',
    text: 'A dog runs across a flowering meadow past a chair.',
    mode: 't2v',
    subject: 'dog',
    action: 'run',
    scene: 'meadow',
    props: ['chair'],
  },
  {
    id: 'p07',
    text: 'The cat from the picture walks along, between a lamp and a cup.',
    mode: 'i2v',
    subject: 'cat',
    action: 'walk',
    scene: 'room',
    props: ['lamp', 'cup'],
  },
  {
    id: 'p08',
    text: 'A bird flies over mountains, a ball lying in the grass below.',
    mode: 't2v',
    subject: 'bird',
    action: 'run',
    scene: 'mountains',
    props: ['ball'],
  },
  {
    id: 'p09',
    text: 'The person from the picture drinks from a cup next to a chair.',
    mode: 'i2v',
    subject: 'person',
    action: 'drink',
    scene: 'studio',
    props: ['cup', 'chair'],
  },
  {
    id: 'p10',
    text: 'A ball bounces in the snow beside a bicycle.',
    mode: 't2v',
    subject: 'still',
    action: 'walk',
    scene: 'snow',
    props: ['ball', 'bicycle'],
  },
]

/** An invented generator: how often and how badly it fails, and what its clips look like on disk. */
export type DemoGenerator = {
  name: string
  /** Share of frames with a planted distortion, on average. */
  distortedShare: number
  severity: readonly [number, number]
  /** Chance that a distorted stretch gets one more label, applied again and again. */
  moreLabels: number
  sizes: readonly (readonly [number, number])[]
  fps: number
}

export const DEMO_GENERATORS: readonly DemoGenerator[] = [
  { name: 'aurora-1', distortedShare: 0.05, severity: [0.5, 0.7], moreLabels: 0.1, sizes: [[640, 360]], fps: 24 },
  {
    name: 'basalt-2',
    distortedShare: 0.35,
    severity: [0.6, 0.9],
    moreLabels: 0.35,
    sizes: [
      [640, 360],
      [512, 512],
    ],
    fps: 16,
  },
  {
    name: 'cirrus-xl',
    distortedShare: 0.6,
    severity: [0.7, 1],
    moreLabels: 0.55,
    sizes: [
      [640, 360],
      [640, 360],
      [360, 640],
    ],
    fps: 30,
  },
]
