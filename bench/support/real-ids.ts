import { z } from 'zod'
import { asPair, type Caller } from './callers'

/** Where the first of each kind is found, below the demo project. Every other id is drawn, and names nothing. */
const LISTS = {
  videoId: 'videos',
  importId: 'imports',
  modelVersionId: 'models',
  runId: 'runs',
  releaseId: 'releases',
  annotationId: 'annotations',
  evaluationId: 'evaluations',
} as const

/** What would end the demo, or the session or token that asks: requests learn ids from answers. Nobody but a stranger is asked about these. */
const SPARED: readonly (readonly [string, string])[] = [
  ['post', '/projects/{projectId}/archive'],
  ['delete', '/me/sessions/{sessionId}'],
  ['delete', '/tokens/{tokenId}'],
  ['patch', '/accounts/{userId}'],
  ['post', '/accounts/{userId}/end-sessions'],
  ['post', '/people/{userId}/deletion'],
]

const Listed = z.object({ items: z.array(z.object({ id: z.string() })) })
const Me = z.object({ projects: z.array(z.object({ id: z.string() })) })
const Parameters = z.array(z.looseObject({ name: z.string().optional(), schema: z.unknown() }))
const DescribedApi = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
type DescribedApi = z.infer<typeof DescribedApi>

async function read(url: string, headers: readonly string[]): Promise<unknown> {
  const answer = await fetch(url, { headers: headers.map(asPair) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`)
  return answer.json()
}

async function findIds(url: string, headers: readonly string[]): Promise<Map<string, string>> {
  const me = Me.parse(await read(`${url}/api/v1/me`, headers))
  const projectId = me.projects[0]?.id
  if (!projectId) throw new Error('The owner is in no project.')
  const ids = new Map([['projectId', projectId]])
  for (const [name, list] of Object.entries(LISTS)) {
    const { items } = Listed.parse(await read(`${url}/api/v1/projects/${projectId}/${list}?limit=1`, headers))
    if (items[0]) ids.set(name, items[0].id)
  }
  return ids
}

/** The API's description, in which ids in paths are those of the demo, so that requests get further than "not found". */
export async function withRealIds(url: string, callers: readonly Caller[]): Promise<DescribedApi> {
  const owner = callers.find(({ name }) => name === 'admin')
  const ids = await findIds(url, owner?.headers ?? [])
  const document = DescribedApi.parse(await read(`${url}/api/openapi.json`, []))
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) {
      const { parameters } = z.object({ parameters: Parameters.default([]) }).parse(operation)
      for (const parameter of parameters) {
        const id = ids.get(parameter.name ?? '')
        if (id) parameter.schema = { const: id }
      }
      Object.assign(operation as object, { parameters })
    }
  }
  return document
}

/** The same for callers who could do harm to the run itself. */
export function withoutSpared(document: DescribedApi): DescribedApi {
  const spared = structuredClone(document)
  for (const [method, path] of SPARED) delete spared.paths[path]?.[method]
  return spared
}
