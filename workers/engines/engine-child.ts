import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ModelFolder } from '@/lib/domain/proposals'
import { ForkedChild } from '../process/forked-child'
import { Reply, type Request } from './child/protocol'
import { EngineProcessError } from './engine-errors'

const ENTRY = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child/main.ts')

/** A forked process with decoder and engine. Of the keys of servers it knows the one that its model names. */
export class EngineChild extends ForkedChild<Request, Reply> {
  constructor({ manifest }: ModelFolder, entry = ENTRY) {
    const key = manifest.engine === 'openai' ? manifest.server.apiKeyEnv : undefined
    super({
      entry,
      reply: Reply,
      role: 'engine',
      failure: (message) => new EngineProcessError(message),
      alsoEnvironment: key === undefined ? [] : [key],
    })
  }
}
