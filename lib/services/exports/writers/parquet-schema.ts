import type { SchemaElement } from 'hyparquet-writer'
import { type Feature, type Features, isList, type StructFeature } from '@/lib/domain/exports'

/** Parquet schema of a table: every cell nullable, lists in the three-level form, images as struct<bytes, path>. */
export function parquetSchema(features: Features): SchemaElement[] {
  return [{ name: 'schema', num_children: Object.keys(features).length }, ...fieldElements(features)]
}

const IMAGE: StructFeature = { path: 'string' }

function fieldElements(struct: StructFeature): SchemaElement[] {
  return Object.entries(struct).flatMap(([name, feature]) => element(name, feature))
}

function element(name: string, feature: Feature): SchemaElement[] {
  const base = { name, repetition_type: 'OPTIONAL' } as const
  switch (feature) {
    case 'string':
      return [{ ...base, type: 'BYTE_ARRAY', converted_type: 'UTF8' }]
    case 'int32':
      return [{ ...base, type: 'INT32' }]
    case 'int64':
      return [{ ...base, type: 'INT64' }]
    case 'float64':
      return [{ ...base, type: 'DOUBLE' }]
    case 'bool':
      return [{ ...base, type: 'BOOLEAN' }]
    case 'image':
      return [
        { ...base, num_children: 2 },
        { name: 'bytes', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' },
        ...fieldElements(IMAGE),
      ]
    default:
  }
  if (isList(feature)) {
    const list = { name: 'list', repetition_type: 'REPEATED', num_children: 1 } as const
    return [{ ...base, converted_type: 'LIST', num_children: 1 }, list, ...element('element', feature[0])]
  }
  return [{ ...base, num_children: Object.keys(feature).length }, ...fieldElements(feature)]
}

/** Whether a column contains encoded images, which neither compress nor repeat. */
export function holdsImages(feature: Feature): boolean {
  if (typeof feature === 'string') return feature === 'image'
  if (isList(feature)) return holdsImages(feature[0])
  return Object.values(feature).some(holdsImages)
}
