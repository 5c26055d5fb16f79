import { readFileSync } from 'node:fs'
import { ModelManifest } from '@/lib/domain/proposals'

/** The model that ships with the product. */
export const { name: NAME, version: SHIPPED } = ModelManifest.parse(
  JSON.parse(readFileSync('models/default/model.json', 'utf8')),
)
/** What the journeys register beside it. */
export const SECOND = 'second'
