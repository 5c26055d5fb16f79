import { createHash } from 'node:crypto'
import type { TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import { canonicalJson } from '@/lib/domain/shared'
import type { TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Tx } from '@/lib/platform/db'
import { treeOf } from './stored'

/** What identifies a published version: sha256 of its canonical JSON, in hex. Source: docs/spec/taxonomy.md [TX5] */
export function taxonomySha256(tree: TaxonomyTree): string {
  return createHash('sha256').update(canonicalJson(tree)).digest('hex')
}

type Row = {
  id: string
  number: number
  state: 'draft' | 'published'
  tree: unknown
  sha256: string | null
  revision: number
  publishedAt: Date | null
}

export function toVersionView(row: Row, annotations: number): TaxonomyVersionView {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    tree: treeOf(row),
    sha256: row.sha256,
    revision: row.revision,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    annotations,
  }
}

/** The newest version, draft or published; null in a project that has none. */
export function findNewest(tx: Tx, projectId: string): Promise<Row | null> {
  return tx.taxonomyVersion.findFirst({ where: { projectId }, orderBy: { number: 'desc' } })
}

export function findNewestPublished(tx: Tx, projectId: string): Promise<Row | null> {
  return tx.taxonomyVersion.findFirst({ where: { projectId, state: 'published' }, orderBy: { number: 'desc' } })
}
