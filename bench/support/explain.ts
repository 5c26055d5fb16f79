import type { Db, Prisma } from '@/lib/platform/db'

export type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Plan[] }
type Explained = { 'QUERY PLAN': { Plan: Plan; 'Execution Time': number }[] }

export type Explanation = {
  ms: number
  nodes: Plan[]
  /** Tables that it reads from end to end. */
  scans: string[]
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** Runs a statement and says how Postgres went about it. */
export async function explain(db: Db, query: Prisma.Sql): Promise<Explanation> {
  const [row] = await db.$queryRaw<Explained[]>`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`
  const [explained] = row?.['QUERY PLAN'] ?? []
  if (!explained) throw new Error('EXPLAIN gave no plan.')
  const nodes = nodesOf(explained.Plan)
  const scans = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? '')
  return { ms: explained['Execution Time'], nodes, scans }
}

/** The indexes that were used, and what else was done. */
export function stepsOf(nodes: readonly Plan[]): string {
  return [...new Set(nodes.map((node) => node['Index Name'] ?? node['Node Type']))].join(', ')
}
