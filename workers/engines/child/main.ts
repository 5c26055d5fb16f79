import { serveEngine } from './serve'
import { decodeInThread } from './threaded-decoder'

serveEngine(decodeInThread)
