export { Box, clampBox, iou } from './geometry'
export { createRng, hashSeed, type Rng, shuffled } from './rng'
export { mean, quantile, sum } from './stats'
export { unreachable } from './unreachable'
