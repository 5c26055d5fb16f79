import type { TaxonomyTree } from './tree'

/** The taxonomy of REACT (arXiv 2601.04033): two aspects, eight labels. Definitions and examples are ours. */
export const defaultTaxonomy: TaxonomyTree = {
  schemaVersion: 1,
  aspects: [
    {
      key: 'abnormal_appearance',
      name: 'Abnormal appearance',
      labels: [
        {
          key: 'limb_deformation',
          name: 'Limb deformation',
          definition: 'An arm, leg, hand, foot, finger, paw or wing is bent, melted or shaped as it cannot be.',
          colour: 1,
          glyph: '∿',
          hotkey: '1',
          spatial: true,
          examples: {
            positive: ['A forearm bends like rubber between elbow and wrist.', 'Fingers melt into one flat shape.'],
            negative: ['A limb foreshortened by perspective.', 'A hand hidden in a pocket.'],
          },
        },
        {
          key: 'extra_limbs',
          name: 'Extra limbs',
          definition: 'More limbs or digits than the subject can have.',
          colour: 2,
          glyph: '+',
          hotkey: '2',
          spatial: true,
          examples: {
            positive: ['A hand with six fingers.', 'A dog with a fifth leg.'],
            negative: ["Another person's arm reaching into the picture.", 'A reflection in a mirror.'],
          },
        },
        {
          key: 'limb_deficiency',
          name: 'Limb deficiency',
          definition: 'A limb or digit that should be visible is missing or cut off.',
          colour: 3,
          glyph: '−',
          hotkey: '3',
          spatial: true,
          examples: {
            positive: ['A sleeve ends without a hand.', 'A horse in full view stands on three legs.'],
            negative: ['A leg hidden behind a table.', 'An arm cut by the edge of the picture.'],
          },
        },
        {
          key: 'torso_deformation',
          name: 'Torso deformation',
          definition: 'The trunk of a person or animal is twisted, stretched or collapsed.',
          colour: 4,
          glyph: '§',
          hotkey: '4',
          spatial: true,
          examples: {
            positive: [
              'The chest faces forward and the hips face back.',
              "A cat's body stretches to twice its length.",
            ],
            negative: ['A dancer bending far back.', 'Loose clothes blown by wind.'],
          },
        },
        {
          key: 'facial_deformation',
          name: 'Facial deformation',
          definition: 'A face is warped or smeared, or its parts are misplaced or missing.',
          colour: 5,
          glyph: '◉',
          hotkey: '5',
          spatial: true,
          examples: {
            positive: ['One eye slides down the cheek.', 'A mouth without lips or teeth smears sideways.'],
            negative: ['A grimace.', 'A face out of focus in the background.'],
          },
        },
        {
          key: 'object_collapse',
          name: 'Object collapse',
          definition: 'A thing that is not alive collapses, melts or loses its shape without cause.',
          colour: 6,
          glyph: '▽',
          hotkey: '6',
          spatial: true,
          examples: {
            positive: ["A bicycle's wheel folds into its frame.", 'A cup melts while it is held.'],
            negative: ['A sandcastle washed away by a wave.', 'A paper bag being crushed by a hand.'],
          },
        },
        {
          key: 'motion_blur',
          name: 'Motion blur',
          definition: 'A moving region is smeared into fragments, beyond what a camera would blur.',
          colour: 7,
          glyph: '≋',
          hotkey: '7',
          spatial: true,
          examples: {
            positive: ['A running leg dissolves into streaks and patches.'],
            negative: ['Even blur along the path of a fast ball.', 'A background blurred by a panning camera.'],
          },
        },
      ],
    },
    {
      key: 'abnormal_interaction',
      name: 'Abnormal interaction',
      labels: [
        {
          key: 'mesh_penetration',
          name: 'Mesh penetration',
          definition: 'Two bodies or objects cross, fuse or pass through each other.',
          colour: 8,
          glyph: '⊗',
          hotkey: '8',
          spatial: true,
          examples: {
            positive: ['A hand passes through the table top.', 'Two people hugging fuse at the shoulder.'],
            negative: ['A hand in front of a table, seen from the side.', 'A spoon in a bowl of soup.'],
          },
        },
      ],
    },
  ],
}
