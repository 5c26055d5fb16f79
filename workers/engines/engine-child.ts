import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ForkedChild } from '../process/forked-child'
import { Reply, type Request } from './child/protocol'
import { EngineProcessError } from './engine-errors'

const ENTRY = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child/main.ts')

/** A forked process with decoder and engine. */
export class EngineChild extends ForkedChild<Request, Reply> {
  constructor(entry = ENTRY) {
    super({ entry, reply: Reply, role: 'engine', failure: (message) => new EngineProcessError(message) })
  }
}
