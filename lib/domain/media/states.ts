import { z } from 'zod'
import type { Machine } from '@/lib/domain/shared'

export const ImportState = z.enum(['open', 'matching', 'working', 'done'])
export type ImportState = z.infer<typeof ImportState>

/** `matching` leads back to `open` when the manifest cannot be read; a deletion ends an import wherever it is. Source: docs/spec/states.md [ST4] */
export const importMachine: Machine<'Import', ImportState> = {
  model: 'Import',
  noun: 'import',
  starts: ['open'],
  moves: {
    open: ['matching', 'done'],
    matching: ['open', 'working', 'done'],
    working: ['done'],
    done: [],
  },
}

export const ImportItemState = z.enum(['waiting', 'probing', 'ready', 'refused', 'duplicate', 'missing', 'unlisted'])
export type ImportItemState = z.infer<typeof ImportItemState>

/** A killed worker leaves its file `probing`; the next attempt resumes it. Source: docs/spec/states.md [ST5] */
export const importItemMachine: Machine<'ImportItem', ImportItemState> = {
  model: 'ImportItem',
  noun: 'file of an import',
  starts: ['waiting', 'refused', 'missing', 'unlisted'],
  moves: {
    waiting: ['probing', 'refused', 'unlisted'],
    probing: ['probing', 'ready', 'refused', 'duplicate'],
    ready: [],
    refused: [],
    duplicate: [],
    missing: [],
    unlisted: [],
  },
}

export const VideoState = z.enum(['probing', 'ready', 'refused'])
export type VideoState = z.infer<typeof VideoState>

/**
 * A clip that the worker gave up on is probed again when its content is imported again.
 * Source: docs/spec/states.md [ST6]
 */
export const videoMachine: Machine<'Video', VideoState> = {
  model: 'Video',
  noun: 'clip',
  starts: ['probing'],
  moves: {
    probing: ['ready', 'refused'],
    ready: [],
    refused: ['probing'],
  },
}
